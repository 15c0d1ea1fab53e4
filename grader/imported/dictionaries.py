"""Dictionaries that a test fills for a while: the environment, and those of the student's module.

What the test has of one is a copy, or nothing. It is filled where it is, and is emptied again when
the test says so, at the latest with its case.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType, MappingProxyType, ModuleType
from typing import Any

from ..wire.in_place import is_mutable
from ..wire.messages import WireError
from .later import Later, name_of
from .remote_objects import Talk, has_theirs
from .shared_arguments import Loans

_NOTHING: Any = MappingProxyType({})


class Dictionaries:
    """Of one case."""

    def __init__(self, talk: Talk, loans: Loans) -> None:
        self._talk = talk
        self._loans = loans
        self._fetched: list[tuple[Any, str]] = []

    def fetched(self, value: Any, name: str) -> None:
        """Something of the student's module has come here under this name."""
        self._fetched.append((value, name))

    def fill(self, what: Any, values: Any = _NOTHING, clear: bool = False,
             gone: Sequence[Any] = (), sure: bool = False) -> Callable[[], None]:  # fmt: skip
        """Gives a dictionary these values and takes away those of the keys `gone`, which have to
        be there if it is sure. Returns what undoes it. what: the dictionary as the test has it.
        Raises CannotCross for one that the student's code doesn't know."""
        module, name = ("os", "environ") if what is os.environ else (None, self._name_of(what))
        if name is None:
            raise self._talk.refuse(
                "fills a dictionary that isn't one of its file's, nor one that the student's module"
                " has by a name"
            )
        if not self._talk.open:
            raise self._talk.refuse(f"replaces what is in {name} while the tests are collected")
        given = [dict(values), clear, list(gone), sure and module is None]
        number = self._talk.do_around("fill", module, name, given)
        if type(number) is not int:
            raise WireError("a dictionary that was not filled")
        self._fetch_again(module, name)

        def empty() -> None:
            # At the end of a case all of it is emptied over there.
            if self._talk.open:
                self._talk.do_around("empty", None, None, [number])
                self._fetch_again(module, name)

        return empty

    def is_the_tests_own(self, value: Any, folder: Path) -> bool:
        """Whether it is a variable of the tests that are running, or of a class in their file;
        folder: where they lie. A library's is none, whatever they call it."""
        if self._name_of(value) is not None or _is_a_librarys(value, folder):
            return False
        spaces = [space for frame in _frames(folder) for space in (frame.f_locals, frame.f_globals)]
        classes = [vars(v) for space in spaces for v in space.values() if isinstance(v, type)]
        return any(v is value for space in (*spaces, *classes) for v in space.values())

    def _name_of(self, value: Any) -> str | None:
        if type(value) is Later:
            return name_of(value)
        return next((name for known, name in self._fetched if known is value), None)

    def that_change(self) -> set[str]:
        """The names of those of the file's values that can be changed."""
        return {n for v, n in self._fetched if is_mutable(v) and not has_theirs(v)}

    def follow(self) -> None:
        """Makes the test's copies what the file's values are now."""
        for name in sorted(self.that_change()):
            self._fetch_again(None, name)

    def _fetch_again(self, module: str | None, name: str) -> None:
        copies = [value for value, known in self._fetched if module is None and known == name]
        if copies:
            now = self._talk.ask("get", None, name, ("again",))
            for value in copies:
                self._loans.follow(value, now)


def of_name(what: Any) -> Any:
    """What a dotted name means; anything else as it is."""
    return pkgutil.resolve_name(what) if isinstance(what, str) else what


def _is_a_librarys(value: Any, folder: Path) -> bool:
    modules = (vars(m) for m in list(sys.modules.values()) if isinstance(m, ModuleType))
    spaces = (m for m in modules if Path(m.get("__file__") or "").parent != folder)
    return any(v is value for space in spaces for v in list(space.values()))


def _frames(folder: Path) -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if Path(frame.f_code.co_filename).parent == folder:
            yield frame
        frame = frame.f_back
