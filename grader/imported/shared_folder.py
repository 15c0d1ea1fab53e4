"""A test's `tmp_path`, of which the student's code has a copy: what either side does to its files
is done to the other's, between one operation and the next.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path, PurePath
from typing import Any

from ..wire.folder_files import MAX_FILES, Changes, differences, files_of, put
from ..wire.messages import WireError
from ..wire.names import SHARED_FOLDER
from ..wire.texts import FolderNames
from .guarded_paths import below_root, guarded


class SharedFolder:
    """path: where it lies here. Over there it is called SHARED_FOLDER, in the case's own folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._names = FolderNames(str(path))
        self.named = False  # whether a path in it has been told
        self.is_current = False  # whether the code runs in it, or below
        self._told: dict[str, bytes] | None = None

    def changes(self) -> Changes | None:
        """What the test has done since this was asked, with None for a file that is gone; None
        where nothing has to be told."""
        now = files_of(self.path)
        changed = differences(self._told or {}, now)
        is_new, self._told = self._told is None, now
        return changed if changed or is_new else None

    def apply(self, changed: Any) -> None:
        """Does what the student's code did. Raises WireError for what can't be such a thing."""
        if type(changed) is not dict or len(changed) > MAX_FILES:
            raise WireError("files that are none")
        for name, data in changed.items():
            if (
                type(name) is not str
                or not _is_inside(name)
                or type(data) not in (bytes, type(None))
            ):
                raise WireError("a file outside of the test's folder")
        try:
            put(self.path, changed)
        except (OSError, ValueError) as error:
            raise WireError(f"files that can't be written: {error}") from None
        self._told = files_of(self.path)

    def named_there(self, value: Any) -> Any:
        """A path, or a text that is one, by its name over there; anything else as it is."""
        text, here = str(value), str(self.path)
        if text == here or text.startswith(here + os.sep):
            self.named = True
            return _like(value, SHARED_FOLDER + text[len(here) :])
        return value

    def below(self, path: str) -> str | None:
        """A folder's name as seen from this one; None where it is outside of it."""
        name = os.path.relpath(os.path.realpath(path), self.path)
        return None if name.split(os.sep)[0] == ".." else name.replace(os.sep, "/")

    def named_here(self, value: Any) -> Any:
        """A path of theirs, or a text that is one, by its name here; a text that is none as it is.
        A path that leads out of the folder is one that nobody can open."""
        text = value if type(value) is str else value.as_posix()
        here = self._names.here(text) if _leads_inside(text) else text
        if type(value) is str:
            return here
        return guarded(value if here == text else type(value)(here), self.path)


def _leads_inside(text: str) -> bool:
    return posixpath.normpath(text).split("/")[0] == SHARED_FOLDER


def in_the_tests_folder(path: PurePath) -> str | None:
    """A path's name as seen from the test's folder, on whichever side it is; None where it leads
    elsewhere."""
    if (name := below_root(path)) is None and path.parts[:1] == (SHARED_FOLDER,):
        name = posixpath.relpath(path.as_posix(), SHARED_FOLDER)
    if name is None or name.split("/")[0] == "..":
        return None
    return "" if name == "." else name


def _is_inside(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return all(part and part not in (".", "..") and "\0" not in part for part in parts)


def _like(value: Any, text: str) -> Any:
    return text if type(value) is str else Path(text)


def is_path(value: Any) -> bool:
    return type(value) is str or isinstance(value, PurePath)
