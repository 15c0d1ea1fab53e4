"""What `len(x)`, `x + y`, `x == y` and `hash(x)` do in a check with an object that stayed over
there: its own class is asked, as it would be in the student's process.

So is what it says of itself, `repr(x)`, where the checks ask: whoever only shows it says which
class it is of. What can't be asked for raises an error that says what to write.
"""

from __future__ import annotations

import math
import sys
from types import FrameType
from typing import Any

from ..wire.names import BINARY, kept_as
from .arguments import Stayed, argument

# Whose questions are for themselves: they compare and show what checks have.
_OURS = frozenset(("grader", "_pytest", "pytest", "hypothesis"))


def is_a_checks(frame: FrameType) -> bool:
    """Whether a line of the checks is executed there."""
    _, _, file = frame.f_code.co_filename.replace("\\", "/").rpartition("/")
    return file.startswith("checks")


def is_ours(frame: FrameType) -> bool:
    """Whether a line of the grader's or of a library's for tests is executed there."""
    return str(frame.f_globals.get("__name__")).partition(".")[0] in _OURS


class SpecialMethods(Stayed):
    """types: its classes' qualified names."""

    __slots__ = ()
    _channel: Any
    types: tuple[str, ...]

    def _there(self, module: str, function: str, *args: Any) -> Any:
        """What a function of a module says over there."""
        raise NotImplementedError

    def _kept(self, module: str, function: str, *args: Any) -> Any:
        """What stands for what a function of a module gives over there."""
        raise NotImplementedError

    def _own(self, method: str, *args: Any) -> Any:
        """What a method of the object's own says."""
        raise NotImplementedError

    def record(self) -> Any:
        raise NotImplementedError

    def __eq__(self, other: object) -> Any:
        """Between two objects of one file, and of one and a value, what that says; of two files',
        as what they are made of."""
        if isinstance(other, SpecialMethods) and self._channel is not other._channel:
            if not isinstance(mine := self.record(), SpecialMethods):
                return bool(mine == other.record())
            return False
        return self._compared("eq", other, sys._getframe(1))

    def __ne__(self, other: object) -> Any:
        if isinstance(other, SpecialMethods) and self._channel is not other._channel:
            return not self == other
        return self._compared("ne", other, sys._getframe(1))

    def _compared(self, how: str, other: object, frame: FrameType) -> Any:
        if isinstance(other, SpecialMethods):
            return self._there("operator", how, self, other)
        if is_ours(frame):
            return NotImplemented
        try:
            argument(other)
        except TypeError:
            if type(other).__eq__ is object.__eq__:
                raise
            return NotImplemented  # a class of the check's own says what is equal to its objects
        return self._there("operator", how, self, other)

    def __hash__(self) -> int:
        number = int(self._there("builtins", "hash", self))
        self._channel.in_step.hashed.begin()
        return number

    def __repr__(self) -> str:
        if is_a_checks(sys._getframe(1)):
            return str(self._there("builtins", "repr", self))
        return kept_as(self.types)

    def __format__(self, spec: str) -> str:
        if is_ours(sys._getframe(1)):
            return kept_as(self.types)
        return str(self._there("builtins", "format", self, spec))

    def __dir__(self) -> Any:
        if is_a_checks(sys._getframe(1)):
            return self._there("builtins", "dir", self)
        return object.__dir__(self)

    def __floor__(self) -> Any:
        return self._rounded("__floor__")

    def __ceil__(self) -> Any:
        return self._rounded("__ceil__")

    def __trunc__(self) -> Any:
        return self._own("__trunc__")

    def _rounded(self, method: str) -> Any:
        if self._there("builtins", "hasattr", self, method):
            return self._own(method)
        number = float(self._there("builtins", "float", self))
        return math.floor(number) if method == "__floor__" else math.ceil(number)

    def __copy__(self) -> Any:
        raise no_copy("copy")

    def __deepcopy__(self, memo: Any) -> Any:
        raise no_copy("deepcopy")

    def _or_self(self, answer: Any) -> Any:
        """self, where the object gave itself back."""
        same = isinstance(answer, SpecialMethods) and answer._target == self._target
        return self if same else answer


def private(name: str) -> str:
    return (
        f"an object is not asked for {name}, which begins with an underscore: "
        f'student.lib("builtins").getattr(x, "{name}") asks it, and hasattr likewise'
    )


def no_copy(name: str) -> TypeError:
    """Of what a check did that makes no copy of the object itself."""
    return TypeError(
        f"copy.{name}(x) would copy what stands for the student's object here: with "
        f'requires = ["copy"] in exercise.toml, student.lib("copy").{name}.hold(x) copies it'
    )


def _asks(module: str, function: str, reflected: bool = False) -> Any:
    """A special method that has a function of that module called over there."""

    def method(self: SpecialMethods, *args: Any) -> Any:
        given = (*args, self) if reflected else (self, *args)
        return self._there(module, function, *given)

    return method


def _asks_in_place(name: str) -> Any:
    """What `x += y` asks: it may be the same object afterwards, or another one."""

    def method(self: SpecialMethods, other: Any) -> Any:
        return self._or_self(self._there("operator", f"i{name}", self, other))

    return method


def _give_operators() -> None:
    for name in ("len", "bool", "int", "float", "complex", "bytes", "str", "abs", "next",
                 "reversed", "round"):  # fmt: skip
        setattr(SpecialMethods, f"__{name}__", _asks("builtins", name))
    for name in ("getitem", "setitem", "delitem", "contains", "lt", "le", "gt", "ge", "neg", "pos",
                 "invert", "index"):  # fmt: skip
        setattr(SpecialMethods, f"__{name}__", _asks("operator", name))
    for name in BINARY:
        if name != "divmod":
            setattr(SpecialMethods, f"__i{name}__", _asks_in_place(name))
        bare = {"and": "and_", "or": "or_"}.get(name, name)
        module = "builtins" if name == "divmod" else "operator"
        setattr(SpecialMethods, f"__{name}__", _asks(module, bare))
        setattr(SpecialMethods, f"__r{name}__", _asks(module, bare, reflected=True))


_give_operators()
