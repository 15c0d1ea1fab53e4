"""Adds, updates and removes sets in this environment. Every refusal comes before the first change.

A set that is installed only ever moves forward, halves stay of one version, and a version never
changes its content: what a student has been graded with can be told from its number.
"""

from __future__ import annotations

import json
import sysconfig
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion, Version

from ...errors import UsageError
from ...system import put_whole
from .. import library, search_path, set_files
from ..search_path import Half
from .offers import Offer, Refused, fetch, pip, reason
from .wheels import digest

_NOTHING = "Nothing was installed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an installation did. before: the version that was there; None for a new set.
    added: the halves that were installed, empty when all was there already."""

    set_name: str
    version: str
    before: str | None
    added: tuple[str, ...]
    has_private: bool
    sha256: dict[str, str]


def add(wanted: str, source: str | None) -> Change:
    """Installs a set, `NAME` or `NAME==VERSION`, with both halves where both are offered.

    Raises Refused, with nothing changed, for a file that isn't what its index says, a version
    older than the installed one, a version whose content has changed, halves that don't match.
    """
    name, version = _named(wanted)
    _require_no_folder(name)
    here = _installed(name, search_path.PUBLIC_GROUP)
    here_private = _installed(name, search_path.PRIVATE_GROUP)
    with tempfile.TemporaryDirectory(prefix="kata-") as folder:
        public = fetch(name, version, source, False, Path(folder))
        pinned = public.version if public is not None else here.version if here else version
        private = fetch(name, pinned, source, True, Path(folder)) if pinned else None
        there = here is not None and version in (None, here.version)
        if public is None and (private is None or not there):
            at = f" {version}" if version else ""
            where = source or "the package index that pip uses"
            raise UsageError(f"{name}{at} is not offered by {where}.", _NOTHING)
        _require_forward(here, public)
        _require_match(here, here_private, public, private)
        news = [o for o, now in ((public, here), (private, here_private)) if _is_new(o, now)]
        _install([offer for offer in news if offer is not None])
    search_path.look_again()
    library.load_set.cache_clear()
    _remember(name, source)
    return Change(
        set_name=name,
        version=pinned or "",
        before=here.version if here else None,
        added=tuple("private" if o.private else "public" for o in news if o is not None),
        has_private=_installed(name, search_path.PRIVATE_GROUP) is not None,
        sha256={o.wheel.name: o.sha256 for o in (public, private) if o is not None},
    )


def update(name: str, source: str | None) -> Change:
    """Installs the newest version of an installed set, from where it was added."""
    if _installed(name, search_path.PUBLIC_GROUP) is None:
        raise _not_installed(name)
    known = _sources()
    if source is None and name not in known:
        raise UsageError(f"It is not known where {name} came from.", "Say it: --from DIR or URL")
    return add(name, source or known[name])


def remove(name: str) -> str:
    """Uninstalls both halves of a set; returns the version that was there."""
    groups = (search_path.PRIVATE_GROUP, search_path.PUBLIC_GROUP)
    halves = [half for group in groups if (half := _installed(name, group)) is not None]
    if not halves:
        raise _not_installed(name)
    run = pip(["uninstall", "--yes", *(half.distribution for half in halves)])
    if run.returncode:
        raise UsageError(f"{name} can't be removed: {reason(run.stderr)}")
    search_path.look_again()
    library.load_set.cache_clear()
    _remember(name, None, forget=True)
    return halves[-1].version


def installed_names() -> tuple[str, ...]:
    """Names of the sets that are installed as distributions."""
    return tuple(half.set_name for half in search_path.installed(search_path.PUBLIC_GROUP))


def _named(wanted: str) -> tuple[str, str | None]:
    name, sign, version = wanted.partition("==")
    set_files.require_packageable(name)
    try:
        return name, str(Version(version)) if sign else None
    except InvalidVersion:
        raise UsageError(f"{version!r} is no version.", f"Such as: {name}==1.0.0") from None


def _installed(name: str, group: str) -> Half | None:
    return next((half for half in search_path.installed(group) if half.set_name == name), None)


def _require_no_folder(name: str) -> None:
    """A folder of that name would stand before the installed set, and hide it."""
    if name in library.set_names() and library.place_of(name).origin != "installed":
        where = library.place_of(name).public / name
        raise UsageError(
            f"{name} is taken from the folder {where}, which would hide an installed one.",
            "Leave that folder (or KATA_PATH) first.",
        )


def _not_installed(name: str) -> UsageError:
    known = ", ".join(installed_names()) or "none"
    return UsageError(f"No set {name!r} is installed; installed: {known}.", "kata sets shows all.")


def _require_forward(here: Half | None, public: Offer | None) -> None:
    if here is None or public is None:
        return
    if Version(public.version) < Version(here.version):
        raise Refused(
            f"{here.set_name} {public.version} is older than the installed {here.version}. "
            f"{_NOTHING}",
            f"To go back all the same: kata remove {here.set_name}, then add it again.",
        )
    if public.version == here.version:
        _require_same(here, public)


def _require_match(
    here: Half | None, here_private: Half | None, public: Offer | None, private: Offer | None
) -> None:
    """The halves that there will be belong together."""
    if private is not None:
        made_for = private.public_digest
        theirs = public.public_digest if public is not None else _digest_of(here)
        if made_for != theirs:
            raise Refused(
                f"The private half of {private.set_name} {private.version} was made for another "
                f"public half. {_NOTHING}",
                "Ask whoever publishes the set for both halves of one build.",
            )
        if here_private is not None and here_private.version == private.version:
            _require_same(here_private, private)
        return
    if here_private is None or public is None:
        return
    if public.version != here_private.version:
        raise Refused(
            f"{public.set_name} {public.version} is offered without its private half, and the "
            f"installed private half is {here_private.version}. {_NOTHING}",
            f"Name a source with both halves, or first: kata remove {public.set_name}",
        )


def _require_same(here: Half, offer: Offer) -> None:
    if offer.files != _files(here, search_path.PRIVATE if offer.private else search_path.PUBLIC):
        half = "The private half of " if offer.private else ""
        raise Refused(
            f"{half}{here.set_name} {here.version} has another content than the installed one of "
            f"that version. {_NOTHING}",
            "A published version never changes: ask whoever publishes the set.",
        )


def _is_new(offer: Offer | None, here: Half | None) -> bool:
    return offer is not None and (here is None or here.version != offer.version)


def _digest_of(half: Half | None) -> str:
    return digest(_files(half, search_path.PUBLIC)) if half is not None else ""


def _files(half: Half, below: str) -> dict[str, bytes]:
    """The files of an installed half, as a wheel's Offer names them."""
    root = half.folder / below
    paths = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


def _install(offers: list[Offer]) -> None:
    """One call of pip: it finds everything that is needed before it changes anything."""
    if not offers:
        return
    wheels = [str(offer.wheel) for offer in offers]
    run = pip(["install", "--only-binary", ":all:", *wheels])
    if run.returncode:
        name = offers[0].set_name
        raise UsageError(f"{name} can't be installed: {reason(run.stderr)}", _NOTHING)


# Where sets came from, for kata update -------------------------------------------------------


def _sources_file() -> Path:
    """One file for each environment: another one may have the set from elsewhere."""
    return Path(sysconfig.get_path("data")) / "share" / "kata" / "sources.json"


def _sources() -> dict[str, str | None]:
    try:
        found = json.loads(_sources_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(name: str, source: str | None, forget: bool = False) -> None:
    """Notes where a set came from; where that can't be written, kata update asks for it."""
    known = _sources()
    known.pop(name, None)
    if not forget:
        local = source is not None and "://" not in source
        known[name] = str(Path(source or "").absolute()) if local else source
    file = _sources_file()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        put_whole(file, f"{json.dumps(known, indent=2)}\n".encode(), mode=0o644)
