"""Where sets lie. Knows folders and installed distributions, and nothing of what is in them.

In this order: the folders that KATA_PATH names, the folder that the user is in or one above it
(a set that is being written), the checkout that the package is part of, installed sets. A set is
a distribution with an entry point: its public half in the group `kata.sets`, its private half in
`kata.solutions`. Nothing of a distribution is imported to find it.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal

from ..errors import ManifestError

PUBLIC, PRIVATE = "exercises", "solutions"
PUBLIC_GROUP, PRIVATE_GROUP = "kata.sets", "kata.solutions"
# What to do where no set is: kata's own wheel carries none.
GET_LESSON = (
    "Add the lesson: kata add convolution --from ADDRESS, which is your course's, "
    "or a folder that kata publish wrote"
)
Origin = Literal["KATA_PATH", "folder", "checkout", "installed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder of sets and the folder of their private halves, None where that is absent."""

    public: Path
    private: Path | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One half of an installed set. folder: what its wheel put into site-packages."""

    set_name: str
    distribution: str
    version: str
    folder: Path


def places() -> tuple[Place, ...]:
    """Where sets are looked for, the nearest first; a folder counts once."""
    found: dict[Path, Place] = {}
    named = (place for root in _names() for place in _folder(root, "KATA_PATH"))
    for place in (*named, *_around(), *_folder(_CHECKOUT, "checkout"), *_installed()):
        found.setdefault(place.public, place)
    return tuple(found.values())


def private_folders() -> tuple[Path, ...]:
    """Every folder with a private half, of a set that was found or not: no worker may read it."""
    folders = [place.private for place in places() if place.private is not None]
    return tuple(dict.fromkeys([*folders, *(half.folder for half in installed(PRIVATE_GROUP))]))


@cache
def installed(group: str) -> tuple[Half, ...]:
    """The installed halves of one group, by set."""
    found = []
    for entry in metadata.entry_points(group=group):
        spec = importlib.util.find_spec(entry.value) if entry.value.isidentifier() else None
        folders = spec.submodule_search_locations if spec is not None else None
        if folders and entry.dist is not None:
            found.append(
                Half(
                    set_name=entry.name,
                    distribution=entry.dist.name,
                    version=entry.dist.version,
                    folder=Path(next(iter(folders))),
                )
            )
    return tuple(sorted(found, key=lambda half: half.set_name))


def require_matching_halves(set_name: str) -> None:
    """Raises ManifestError where the installed halves of a set are of different versions."""
    halves = [
        half
        for group in (PUBLIC_GROUP, PRIVATE_GROUP)
        for half in installed(group)
        if half.set_name == set_name
    ]
    if len({half.version for half in halves}) > 1:
        public, private = (half.version for half in halves)
        raise ManifestError(
            f"The installed halves of {set_name} don't belong together: "
            f"public {public}, private {private}.",
            f"Take both away, then add them again: kata remove {set_name}",
        )


def look_again() -> None:
    """Forgets what was installed: something was added or removed."""
    importlib.invalidate_caches()
    installed.cache_clear()


def shut_hint() -> str:
    """What to do about folders that may hold sets and can't be looked into; "" where all can."""
    roots = dict.fromkeys([*_names(), *_here(), _CHECKOUT])
    shut = [path for root in roots for path in (root, root / PUBLIC) if _is_shut(path)]
    named = " ".join(map(str, shut))
    return f"Some folders can't be looked into. Whose are they? ls -ld {named}" if named else ""


def _is_shut(folder: Path) -> bool:
    """Whether a folder is there, as far as we may know, and can't be looked into."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        return isinstance(error, PermissionError)
    return False


def _folder(root: Path, origin: Origin) -> Iterator[Place]:
    # os.path.isdir: pathlib's raises where we may not look, which is no reason to see no set.
    if os.path.isdir(root / PUBLIC):
        private = root / PRIVATE
        yield Place(
            public=root / PUBLIC, private=private if os.path.isdir(private) else None, origin=origin
        )


def _names() -> list[Path]:
    """The folders that KATA_PATH names, from here on."""
    here = next(iter(_here()), Path())
    return [here / name for name in os.environ.get("KATA_PATH", "").split(os.pathsep) if name]


def _here() -> list[Path]:
    """The folder that the user is in; none where that is gone."""
    try:
        return [Path.cwd()]
    except OSError:
        return []


def _around() -> Iterator[Place]:
    for root in (folder for here in _here() for folder in (here, *here.parents)):
        # A student's folder may well be called "exercises"; a set has a manifest.
        if os.path.isdir(root) and any(root.glob(f"{PUBLIC}/*/set.toml")):
            yield from _folder(root, "folder")
            return


_CHECKOUT = Path(__file__).resolve().parents[2]


def _installed() -> Iterator[Place]:
    private = {half.set_name: half for half in installed(PRIVATE_GROUP)}
    for half in installed(PUBLIC_GROUP):
        other = private.get(half.set_name)
        yield Place(
            public=half.folder / PUBLIC,
            private=other.folder / PRIVATE if other is not None else None,
            origin="installed",
        )


def cache_folder() -> Path:
    """Where recordings are kept: KATA_CACHE, or kata's folder in the user's cache. One that can't
    be made where there is no home: nothing is kept then, and least of all in the current folder."""
    if named := os.environ.get("KATA_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base if os.path.isabs(base) else os.devnull) / "kata"


def can_keep() -> bool:
    """Whether something can be written into the cache folder, which may have to be made first."""
    near = cache_folder()
    while not os.path.lexists(near) and near != near.parent:
        near = near.parent
    return os.path.isdir(near) and os.access(near, os.W_OK | os.X_OK)
