"""Paths as tests have them, of which some came from the student's code. They compare, join and show
like others; but whoever opens one that leads out of the test's folder finds nothing there. Which
files lie around the grader is no matter of an answer.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path, PurePath
from tempfile import gettempdir
from typing import Any

from ..wire import kinds


class Guarded:
    """What is added to a class of paths. Asked when it is used, and so of all that a test makes of
    one: `path.parent`, `path / name`."""

    __slots__ = ()
    _of_the_test: str | None = None

    def __fspath__(self) -> str:
        text = str(self)
        root = self._of_the_test
        return text if root and _is_below(text, root) else _elsewhere(text)

    # From Python 3.13 on, these ask for no file name, and take the text instead.
    def iterdir(self) -> Any:
        return Path(self.__fspath__()).iterdir()

    def glob(self, *args: Any, **kwargs: Any) -> Any:
        return map(type(self), Path(self.__fspath__()).glob(*args, **kwargs))

    def walk(self, *args: Any, **kwargs: Any) -> Any:
        here: Any = Path(self.__fspath__())  # Python 3.11 has no walk
        made: Any = type(self)
        return ((made(place), *names) for place, *names in here.walk(*args, **kwargs))

    def rglob(self, *args: Any, **kwargs: Any) -> Any:
        return map(type(self), Path(self.__fspath__()).rglob(*args, **kwargs))


def guarded(path: PurePath, root: Path | None) -> Any:
    """The same path, for a test whose folder is `root`."""
    return _class(type(path), None if root is None else str(root))(str(path))


def below_root(path: PurePath) -> str | None:
    """Its name as seen from its test's folder; None where it leads out of it."""
    root = path._of_the_test if isinstance(path, Guarded) else None
    if not root or not _is_below(str(path), root):
        return None
    return os.path.relpath(str(path), root).replace(os.sep, "/")


@functools.lru_cache(maxsize=32)
def _class(kind: type, root: str | None) -> type:
    if issubclass(kind, Guarded):
        kind = next(base for base in kind.__mro__ if not issubclass(base, Guarded))
    # By the same name, for those who show it or send it back.
    members = {"__slots__": (), "_of_the_test": root, "__module__": kind.__module__}
    made = type(kind.__name__, (Guarded, kind), members)
    kinds.CROSS_AS[made] = kind
    return made


def _is_below(text: str, root: str) -> bool:
    full, root = os.path.normcase(os.path.abspath(text)), os.path.normcase(root)
    return full == root or full.startswith(root + os.sep)


def _elsewhere(text: str) -> str:
    """A file that isn't there, with the same end."""
    parts = PurePath(text).parts
    below = [part for part in parts if part != ".." and part != PurePath(text).anchor]
    return os.path.join(_nowhere(), *below)


@functools.cache
def _nowhere() -> str:
    return os.path.join(gettempdir(), f"kata-{os.urandom(8).hex()}")
