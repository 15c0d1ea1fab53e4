"""What an imported test has put around the student's code, for as long as its case lasts: names of
Python's own and of the file's that mean something else, and somebody who hears what is printed.
"""

from __future__ import annotations

import builtins
import importlib
import io
import os
import random
import sys
from collections import namedtuple
from typing import Any

from ..wire.folder_files import Changes, differences, files_of, put
from ..wire.names import SHARED_FOLDER
from .streams import Bounded

Heard = namedtuple("Heard", "printed errors")
_MISSING = object()
_STREAMS = ("stdout", "stderr")


class Around:
    """Of one submission, a case at a time. Nothing that was replaced stays so after the case."""

    def __init__(self) -> None:
        self._replaced: dict[tuple[int, str], tuple[dict[str, Any], Any]] = {}
        self._ears: dict[str, Bounded] = {}
        self._files: dict[str, bytes] = {}

    def restore(self) -> None:
        """The case is over."""
        for (_, name), (space, value) in self._replaced.items():
            _put(space, name, value)
        self._replaced, self._ears, self._files = {}, {}, {}

    def put(self, file: Any, module: str | None, name: str, values: list[Any]) -> None:
        """Gives a name of a module, or of the file's own, another value; none: its own again."""
        space = _space(file, module, name)
        first = self._replaced.setdefault((id(space), name), (space, space.get(name, _MISSING)))
        if module == "sys" and name in _STREAMS:
            values = [self._ear(name)] if values else []
        _put(space, name, values[0] if values else first[1])

    def heard(self) -> Any:
        """What was printed since this was asked the last time."""
        return Heard(*(self._taken(name) for name in _STREAMS))

    def files(self, changed: Changes) -> Changes:
        """Does to the test's folder what the test did, and returns what was done to it here since
        this was asked the last time."""
        done = differences(self._files, files_of(SHARED_FOLDER))
        os.makedirs(SHARED_FOLDER, exist_ok=True)
        put(SHARED_FOLDER, changed)
        self._files = files_of(SHARED_FOLDER)
        return done

    def _ear(self, name: str) -> Any:
        self._ears[name] = bounded = Bounded()
        return io.TextIOWrapper(bounded, "utf-8", "replace", "\n", write_through=True)

    def _taken(self, name: str) -> str:
        ear = self._ears.get(name)
        return "" if ear is None else ear.take()


def seed(module: str, value: Any) -> None:
    """The numbers that come by chance from now on."""
    if module == "random":
        random.seed(value)
    elif (loaded := sys.modules.get(module)) is not None:
        loaded.seed(value)


def _space(file: Any, module: str | None, name: str) -> dict[str, Any]:
    """Where a name is looked up: of Python's builtins, a file may have a set to itself."""
    own: dict[str, Any] = vars(file)
    if module is None:
        return own
    if module == "builtins":
        theirs = own.get("__builtins__")
        return theirs if isinstance(theirs, dict) else vars(builtins)
    return vars(importlib.import_module(module))


def _put(space: dict[str, Any], name: str, value: Any) -> None:
    if value is _MISSING:
        space.pop(name, None)
    else:
        space[name] = value
