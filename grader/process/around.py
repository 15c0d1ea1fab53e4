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
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ..wire.folder_files import Changes, differences, files_of, put
from ..wire.messages import Operation
from ..wire.names import SHARED_FOLDER
from ..wire.texts import FolderNames
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
        self._filled: list[tuple[Any, Any] | None] = []
        self._is_elsewhere = False  # whether it may be in another folder than at first
        self._home = os.getcwd()  # also where the test's folder lies
        self.names: FolderNames | None = None  # where there is such a folder

    def carry_out(self, operation: Operation, args: list[Any], file: Any) -> Any:
        """What an imported test does to the surroundings, and hears of them."""
        module = operation.target if isinstance(operation.target, str) else None
        if operation.do == "seed":
            return seed(module or "random", *args)
        if operation.do == "files":
            return self.files(args[0])
        if operation.do == "heard":
            return self.heard()
        if operation.do == "move":
            return self.move(args[0])
        if operation.do == "fill":
            return self.fill(getattr(_owner(file, module), operation.name or ""), *args)
        if operation.do == "empty":
            return self.empty(args[0])
        return self.put(file, module, operation.name or "", args)

    def restore(self) -> None:
        """The case is over."""
        for number in reversed(range(len(self._filled))):
            with suppress(Exception):  # a dictionary of the file's own kind
                self.empty(number)
        if self._is_elsewhere:
            os.chdir(self._home)
        self._filled, self._is_elsewhere, self.names = [], False, None
        for (_, name), (space, value) in self._replaced.items():
            _put(space, name, value)
        self._replaced, self._ears, self._files = {}, {}, {}

    def put(self, file: Any, module: str | None, name: str, values: list[Any]) -> None:
        """Gives a name of a module, or of the file's own, another value; none: its own again."""
        space = _space(file, module)
        first = self._replaced.setdefault((id(space), name), (space, space.get(name, _MISSING)))
        if module == "sys" and name in _STREAMS:
            values = [self._ear(name)] if values else []
        _put(space, name, values[0] if values else first[1])

    def fill(self, filled: Any, values: Any, clear: bool, gone: Sequence[Any], sure: bool) -> int:
        """Gives a dictionary these values, in place, and takes away those of the keys `gone`.
        sure: who takes away what isn't there gets a KeyError. Returns a number for `empty`."""
        before = filled.copy()
        if clear:
            filled.clear()
        filled.update(values)
        for key in gone:
            if sure or key in filled:
                del filled[key]
        self._filled.append((filled, before))
        return len(self._filled) - 1

    def empty(self, number: int) -> None:
        """Gives a dictionary back what was in it before it was filled."""
        if (known := self._filled[number]) is not None:
            self._filled[number] = None
            filled, before = known
            filled.clear()
            filled.update(before)

    def move(self, folder: str | None) -> None:
        """Makes a folder below the test's the current one; None: the one that was."""
        self._is_elsewhere = True
        os.chdir(self._home if folder is None else os.path.join(self._shared(), folder))

    def _shared(self) -> str:
        return os.path.join(self._home, SHARED_FOLDER)

    def heard(self) -> Any:
        """What was printed since this was asked the last time."""
        return Heard(*map(self.told, (self._taken(name) for name in _STREAMS)))

    def told(self, text: str) -> str:
        """A text as it goes over, which calls the test's folder by its name there."""
        return text if self.names is None else self.names.told(text)

    def files(self, changed: Changes) -> Changes:
        """Does to the test's folder what the test did, and returns what was done to it here since
        this was asked the last time."""
        folder = self._shared()
        self._is_elsewhere = True  # the student's code goes where it likes
        self.names = self.names or FolderNames(folder)
        done = differences(self._files, files_of(folder))
        os.makedirs(folder, exist_ok=True)
        put(folder, changed)
        self._files = files_of(folder)
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


def _space(file: Any, module: str | None) -> dict[str, Any]:
    """Where a name is looked up: of Python's builtins, a file may have a set to itself."""
    own: dict[str, Any] = vars(file)
    if module == "builtins":
        theirs = own.get("__builtins__")
        return theirs if isinstance(theirs, dict) else vars(builtins)
    names: dict[str, Any] = vars(_owner(file, module))
    return names


def _owner(file: Any, module: str | None) -> Any:
    return file if module is None else importlib.import_module(module)


def _put(space: dict[str, Any], name: str, value: Any) -> None:
    if value is _MISSING:
        space.pop(name, None)
    else:
        space[name] = value
