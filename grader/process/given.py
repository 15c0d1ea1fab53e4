"""What an imported test gave the student's code and what stays with the grader: its functions and
objects. There is a stand-in for each; whoever uses one asks, and waits for the answer. Only a
function whose source came along is called here, with plain values: with objects it is asked.
"""

from __future__ import annotations

import builtins
import math
import operator
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any

from ..wire.data import BY_NAME, Given
from ..wire.live_arguments import Callback
from ..wire.names import CALLED, is_name
from ..wire.values import plain_copies

# number, special method or "getattr", arguments.
Ask = Callable[[int, str, tuple[Any, ...], dict[str, Any]], Any]


_ATTRIBUTES = ("getattr", "setattr")
_MODULES = {"builtins": builtins, "math": math, "operator": operator}


class Abandoned(BaseException):
    """Nobody answers any more: for the grader the case is over. Not an Exception: code that goes on
    whatever happens would go on asking."""


class Things:
    """The stand-ins of one case: the same one each time for the same thing."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.forget()

    def forget(self) -> None:
        """The case is over."""
        self._made: dict[int, tuple[Given, Any]] = {}
        self._numbers: dict[int, int] = {}

    def stand_in(self, given: Given) -> Any:
        if given.number == BY_NAME:
            module, _, name = given.text.partition(".")
            return attrgetter(name)(_MODULES[module])
        if given.number not in self._made:
            make = _object if given.methods else _function
            made = make(given, partial(self._asked, self._made))
            self._made[given.number] = given, made
            self._numbers[id(made)] = given.number
        return self._made[given.number][1]

    def _asked(self, of_case: Any, *question: Any) -> Any:
        if of_case is not self._made:
            raise RuntimeError("what a test passes can be used during that test only")
        return self._ask(*question)

    def given_for(self, value: Any) -> Given | None:
        """What a stand-in stands for; None for anything else."""
        number = self._numbers.get(id(value))
        return None if number is None else self._made[number][0]


def _function(given: Given, ask: Ask) -> Any:
    asked = partial(ask, given.number, "__call__")
    here = Callback(given.source) if given.source else None

    def function(*args: Any, **kwargs: Any) -> Any:
        if here is not None and not kwargs and (copies := plain_copies(args)) is not None:
            return here(*copies)
        return asked(args, kwargs)

    name = given.text if is_name(given.text) else "<lambda>"
    function.__name__ = function.__qualname__ = name
    function.__doc__ = given.doc
    return function


def _object(given: Given, ask: Ask) -> Any:
    """An object of a class that has those special methods that the real one's class has."""
    asked = partial(ask, given.number)

    def attribute(self: Any, name: str) -> Any:
        if name.startswith("_") and name not in CALLED:
            raise AttributeError(name)
        return asked("getattr", (name,), {})

    def kept(self: Any, name: str, *_: Any) -> None:
        raise AttributeError(f"{name} can't be changed here")

    def special(name: str) -> Any:
        return lambda self, *args, **kwargs: asked(name, args, kwargs)

    members: dict[str, Any] = {
        name: special(name) for name in given.methods if name not in _ATTRIBUTES
    }
    if "__hash__" not in members and "__eq__" in members:
        members["__hash__"] = None
    members |= {"__getattr__": attribute, "__setattr__": kept, "__delattr__": kept}
    if "setattr" in given.methods:
        members["__setattr__"] = lambda self, name, value: asked("setattr", (name, value), {})
        members["__dict__"] = property(lambda self: asked("getattr", ("__dict__",), {}))
    members["__repr__"] = lambda self: given.text
    return type("object", (), members)()
