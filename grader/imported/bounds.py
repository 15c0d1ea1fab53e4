"""How much a test's functions and objects do in one case for the student's code: it says with what
they are called, and the grader does the work. Counted, and not timed: who does the same is told
the same on every machine.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import BuiltinMethodType, FrameType, FunctionType
from typing import Any
from unittest.mock import Mock

from .shared_arguments import AskedTooMuch

# Lines of the tests' own files, in one case.
MAX_LINES = 1_000_000
# What a stream of the test's holds, in letters or bytes.
MAX_STREAM = 2**20
# A larger number, given to a function, is one to count to or to multiply a text by: that is a step
# inside of Python, which can't be ended. Lists, dicts, mocks and objects may be given any.
MAX_NUMBER = 10**9
# Of all answers in one case.
MAX_ANSWERED = 64 * 2**20

_COMPARING = tuple(f"__{name}__" for name in ("eq", "ne", "lt", "le", "gt", "ge", "contains"))
STREAMS = (io.StringIO, io.BytesIO)


class Bounds:
    """What is left for the test's functions in one case. folder: where the tests' files lie."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._here: dict[str, bool] = {}
        self._lines = 0
        self._answered = 0

    def answered(self, size: int) -> None:
        """Counts the bytes of an answer."""
        self._answered += size
        if self._answered > MAX_ANSWERED:
            mib = MAX_ANSWERED // 2**20
            raise AskedTooMuch(f"the test's functions were made to answer more than {mib} MiB")

    def call(self, thing: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Calls a thing of the test's. Raises AskedTooMuch where that is too much."""
        owner = getattr(thing, "__self__", None)
        if type(thing) is BuiltinMethodType and type(owner) in STREAMS:
            if thing.__name__ == "writelines" and len(args) == 1:
                return self._write_lines(owner, args[0])
            if thing.__name__ == "write" and args:
                _room_in(owner, args[0])
        elif _only_notes(thing):
            pass
        elif type(thing) is not BuiltinMethodType or isinstance(owner, str):
            _small([*args, *kwargs.values()])
        return self._counted(thing, args, kwargs)

    def special(self, thing: Any, name: str, args: list[Any]) -> Any:
        function = getattr(type(thing), name)
        # A number to compare with is often a huge one, and nothing is counted up to it.
        if type(function) is FunctionType and name not in _COMPARING:
            _small(args)
        return self._counted(_bound(thing, name), args, {})

    def attribute(self, thing: Any, name: str) -> Any:
        """Gets an attribute: a property, or `__getattr__`, is a function like others."""
        return self._counted(getattr, [thing, name], {})

    def _write_lines(self, stream: Any, lines: Any) -> None:
        for line in lines:
            self.call(stream.write, [line], {})

    def _counted(self, function: Callable[..., Any], args: list[Any], kwargs: Any) -> Any:
        before = sys.gettrace()
        sys.settrace(self._entered)
        try:
            return function(*args, **kwargs)
        except MemoryError:
            raise AskedTooMuch(
                "the test's functions were asked for more than fits into memory"
            ) from None
        finally:
            sys.settrace(before)

    def _entered(self, frame: FrameType, event: str, arg: Any) -> Any:
        """What Python tells of each function that begins: only the tests' own are followed."""
        file = frame.f_code.co_filename
        if file not in self._here:
            self._here[file] = Path(file).parent == self._folder
        return self._line(frame, event, arg) if self._here[file] else None

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:
        self._lines += 1
        if self._lines > MAX_LINES:
            raise AskedTooMuch(
                f"the test's functions were asked for more than {MAX_LINES:,} of their lines"
            )
        return self._line


def _bound(thing: Any, name: str) -> Callable[..., Any]:
    """A special method as Python finds it: what the class has, bound to the thing if it can be.
    A mock in its place can't."""
    kind = type(thing)
    found = next(vars(base)[name] for base in kind.__mro__ if name in vars(base))
    bind = getattr(type(found), "__get__", None)
    method: Callable[..., Any] = found if bind is None else bind(found, thing, kind)
    return method


def _room_in(stream: Any, text: Any) -> None:
    """Raises AskedTooMuch where a stream would grow beyond what it may hold: also where there is
    a gap before the text, which is filled."""
    at = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(at)
    if at + len(text) > max(size, MAX_STREAM):
        mib = MAX_STREAM // 2**20
        raise AskedTooMuch(f"a stream of the test's was made to hold more than {mib} MiB")


def _only_notes(thing: Any) -> bool:
    """Whether it is a mock that runs nothing of the test's when it is called."""
    if not isinstance(thing, Mock):
        return False
    return thing._mock_wraps is None and not callable(thing.side_effect)


def _small(values: list[Any]) -> None:
    for value in values:
        if isinstance(value, (int, float)) and MAX_NUMBER < abs(value) < float("inf"):
            raise AskedTooMuch(
                f"a function of the test's was called with a number beyond {MAX_NUMBER:,}"
            )
