"""Fetches what an index offers and refuses what is not half a set. Installs nothing.

Fetching is pip's: it knows indexes and proxies, and refuses a file that is not the one whose sha256
the index names. That the index names one is looked up here. pip's configuration is left out where a
source is named, so that no other index can slip in a wheel of the same name.
"""

from __future__ import annotations

import email
import html.parser
import http.client
import lzma
import os
import subprocess
import sys
import tomllib
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from ...errors import KataError, UsageError, quoted
from .. import search_path
from .index import HALVES, SIMPLE, sha256
from .wheels import DIGEST, digest, distribution, module

_BROKEN = (zlib.error, lzma.LZMAError, NotImplementedError)
MAX_PAGE = 2**26
_INFO = ("METADATA", "WHEEL", "RECORD", "entry_points.txt")
# Larger than any set, smaller than a disk.
MAX_UNPACKED = 2**28


class Refused(KataError):
    """A wheel, or what it would do to what is installed, is not as it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Half a set that could be installed. files: by path below exercises/ or solutions/.
    public_digest: of the public half; of the one that it was made for, when it is a private one."""

    set_name: str
    version: str
    private: bool
    wheel: Path
    sha256: str
    files: dict[str, bytes]
    public_digest: str


def fetch(
    name: str, version: str | None, source: str | None, private: bool, folder: Path
) -> Offer | None:
    """Half a set from a folder, an address or (None) wherever pip is set up to look.

    version: None for the newest. Returns None where it isn't offered. Raises Refused, or
    UsageError where the source can't be reached.
    """
    for index in _indexes(source, private):
        wheel = _download(distribution(name, private), version, index, folder / HALVES[private])
        if wheel is not None:
            if index is not None:
                _require_hash(wheel, f"{index}/{distribution(name, private)}/")
            return read(wheel, name, private)
    return None


def _require_hash(wheel: Path, page: str) -> None:
    """Raises Refused unless the index's own page gives this file's sha256.

    pip checks a hash where there is one, and takes any file where there is none.
    """
    place = f"{page}index.html" if page.startswith("file:") else page
    links = _Links()
    try:
        with urllib.request.urlopen(place, timeout=15) as answer:
            links.feed(answer.read(MAX_PAGE).decode("utf-8", "replace"))
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Refused(
            f"The index can't be read, so {wheel.name} can't be compared with it: {error}",
            "Nothing was installed.",
        ) from None
    sha = sha256(wheel)
    if (wheel.name, f"sha256={sha}") not in links.found:
        raise Refused(
            f"The index gives no sha256 of {wheel.name}; it can't be told from another file.",
            "Nothing was installed. Ask whoever publishes the set.",
        )


class _Links(html.parser.HTMLParser):
    """The files that a page links to, each with its fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (tag, name) == ("a", "href") and value:
                path, _, fragment = value.partition("#")
                self.found.add((urllib.parse.unquote(path.rpartition("/")[2]), fragment))


def _indexes(source: str | None, private: bool) -> Iterator[str | None]:
    if source is None:
        yield None
        return
    # A browser shows the page's own name, which is no part of where the set lies.
    source = source.removesuffix("/index.html")
    if "://" in source:
        base = source.rstrip("/")
        if base.endswith(f"/{SIMPLE}"):
            yield base
        else:
            yield from (f"{base}/{HALVES[private]}/{SIMPLE}", f"{base}/{SIMPLE}")
        return
    root = Path(source).absolute()
    if not root.is_dir():
        raise UsageError(
            f"There is no folder {quoted(source)}.",
            "A source is a folder or an address.",
        )
    folders = (root / HALVES[private] / SIMPLE, root / SIMPLE, root)
    found = [folder for folder in folders if (folder / "index.html").is_file()]
    if not found and not any((root / half).is_dir() for half in HALVES):
        raise UsageError(
            f"{quoted(source)} is no package index: it has no {SIMPLE}/index.html.",
            "Name the folder that kata publish was told to write to.",
        )
    yield from (folder.as_uri() for folder in found)


def _download(project: str, version: str | None, index: str | None, folder: Path) -> Path | None:
    wanted = f"{project}=={version}" if version else project
    where = ["--index-url", index] if index is not None else []
    run = pip(
        ["download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder), *where, wanted],
        alone=index is not None,
    )
    if run.returncode == 0:
        return next(folder.glob("*.whl"))
    said = run.stderr
    if "DO NOT MATCH THE HASHES" in said:
        raise Refused(
            f"{wanted} is not the file that the index promises: its sha256 is another.",
            "Nothing was installed. Ask whoever publishes the set.",
        )
    if "No matching distribution" in said and "connection" not in said.lower():
        return None
    raise UsageError(f"{wanted} can't be fetched: {reason(said)}", "Nothing was installed.")


def pip(arguments: Sequence[str], alone: bool = False) -> subprocess.CompletedProcess[str]:
    """Runs pip in this environment. alone: without its configuration of indexes."""
    variables = dict(os.environ)
    if alone:
        variables["PIP_CONFIG_FILE"] = os.devnull
        for name in ("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX"):
            variables.pop(f"PIP_{name}", None)
    quiet = ["--disable-pip-version-check", "--no-input", "--quiet"]
    patience = ["--retries", "1", "--timeout", "15"] if alone else []
    run = subprocess.run(
        [sys.executable, "-m", "pip", *arguments, *quiet, *patience],
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if run.returncode and "No module named pip" in run.stderr:
        raise UsageError(
            "Sets are installed with pip, which this environment doesn't have.",
            f"Get it: {sys.executable} -m ensurepip",
        )
    if run.returncode and "externally-managed-environment" in run.stderr:
        raise UsageError(
            "Sets are installed with pip, which the system's own Python lets install nothing.",
            "Have kata in an environment of its own: python3 -m venv kata-env, or pipx. If you "
            "know what you do: PIP_BREAK_SYSTEM_PACKAGES=1 kata add …",
        )
    return run


def reason(said: str) -> str:
    """The last thing that pip complains about, in one line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    errors = [line for line in errors if line != "Exception:"] or lines[-1:] if errors else []
    warnings = [line.removeprefix("WARNING: ") for line in lines if line.startswith("WARNING: ")]
    return (warnings[-1:] or errors[-1:] or lines[-1:] or ["pip gives no reason"])[0][:300]


def read(wheel: Path, name: str, private: bool) -> Offer:
    """What a wheel holds. Raises Refused for one that is not this half of this set."""
    package = module(name, private)
    data = f"{package}/{search_path.PRIVATE if private else search_path.PUBLIC}/"
    try:
        contents = _contents(wheel)
    except (OSError, zipfile.BadZipFile, RuntimeError, EOFError, ValueError, *_BROKEN) as error:
        raise Refused(f"{wheel.name} can't be read: {error}") from None
    version = wheel.name.split("-")[1]
    info = f"{package}-{version}.dist-info/"
    ours = {f"{package}/__init__.py", f"{package}/{DIGEST}", *(info + part for part in _INFO)}
    for path in contents:
        inside = path.startswith(f"{data}{name}/") and ".." not in path
        if path not in ours and not inside:
            raise Refused(f"{wheel.name} is not half a set: it would install {path!r}.")
    _require_known_needs(wheel, contents, name, private)
    _require_one_entry(wheel, contents.get(f"{info}entry_points.txt", b""), name, private)
    files = {p.removeprefix(data): c for p, c in contents.items() if p.startswith(data)}
    if not private:
        _require_version(wheel, files.get(f"{name}/set.toml", b""), version)
    claimed = contents.get(f"{package}/{DIGEST}", b"").decode("ascii", "replace").strip()
    return Offer(
        set_name=name,
        version=version,
        private=private,
        wheel=wheel,
        sha256=sha256(wheel),
        files=files,
        public_digest=claimed if private else digest(files),
    )


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Refused(f"{wheel.name} is larger than a set may be once unpacked.")
        return {entry.filename: archive.read(entry) for entry in entries}


def _require_known_needs(wheel: Path, contents: dict[str, bytes], name: str, private: bool) -> None:
    """What pip would install along with a half is what its set's manifest names, from an index:
    a requirement with an address of its own could be anything, and be built here."""
    package, version = module(name, private), wheel.name.split("-")[1]
    metadata = contents.get(f"{package}-{version}.dist-info/METADATA", b"")
    manifest = contents.get(f"{package}/{search_path.PUBLIC}/{name}/set.toml", b"")
    try:
        requires = email.message_from_bytes(metadata).get_all("Requires-Dist", [])
        needs = [Requirement(str(one)) for one in requires]
        named = {canonicalize_name(Requirement(r).name) for r in _requirements(manifest)}
    except InvalidRequirement as error:
        raise Refused(f"{wheel.name} is not half a set: it requires {error}.") from None
    known = {distribution(name)} if private else {"kata-grader", *named}
    for need in needs:
        if need.url or canonicalize_name(need.name) not in known:
            raise Refused(f"{wheel.name} is not half a set: it would also install {str(need)!r}.")


def _read(manifest: bytes) -> dict[str, Any]:
    """A set's manifest; nothing where it can't be read."""
    try:
        return tomllib.loads(manifest.decode())
    except (ValueError, RecursionError):
        return {}


def _requirements(manifest: bytes) -> list[str]:
    found = _read(manifest).get("requirements", [])
    return [str(r) for r in found] if isinstance(found, list) else []


def _require_one_entry(wheel: Path, said: bytes, name: str, private: bool) -> None:
    """An entry point more could be a command, put where the user's others are."""
    group = search_path.PRIVATE_GROUP if private else search_path.PUBLIC_GROUP
    wanted = f"[{group}]\n{name} = {module(name, private)}"
    if said.decode("utf-8", "replace").strip() != wanted:
        raise Refused(f"{wheel.name} is not half a set: its entry points are not a set's.")


def _require_version(wheel: Path, manifest: bytes, version: str) -> None:
    said = _read(manifest).get("version")
    if said != version:
        raise Refused(f"{wheel.name} is not half a set: its set.toml says version {said!r}.")
