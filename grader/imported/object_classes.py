"""The class of what stands for a student's object: it has those special methods that the real one's
class has, so that `callable(x)`, `len(x)` and `x < y` work where they would, and fail where they
would.
"""

from __future__ import annotations

import builtins
import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import GeneratorType
from typing import Any

from ..wire.names import BINARY
from .remote_objects import Object, has_theirs


def _called(self: Object, /, *args: Any, **kwargs: Any) -> Any:
    return self._talk.ask("call", self._number, None, args, kwargs)


def _exited(self: Object, kind: Any, error: Any, traceback: Any) -> Any:
    told = (None, None, None) if kind is None else self._talk.told_of(error)
    return self._talk.ask("call", self._number, "__exit__", told)


def _instance_check(self: Object, instance: Any) -> bool:
    if not isinstance(instance, Object):
        return False
    return bool(self._talk.call_builtin("isinstance", instance, self))


def _own_method(name: str) -> Callable[..., Any]:
    def method(self: Object, *args: Any) -> Any:
        return self._talk.ask("call", self._number, name, args)

    return method


def _through(function: str) -> Callable[..., Any]:
    return lambda self, *args: self._talk.call_builtin(function, self, *args)


def _judged(function: str, here: Callable[..., Any], reflected: bool = False) -> Callable[..., Any]:
    """A method whose answer is a verdict, or a number to judge by: asked of the object's own class
    only where it is not a plain value in the guise of that class (a str that says it equals
    anything)."""

    def method(self: Object, *args: Any) -> Any:
        if not self._talk.open and function in ("eq", "ne"):
            return NotImplemented  # then it is which object it is that counts
        # Between two objects of theirs it is the class itself that is tested, and so it is where
        # the exercise asks for that class and for what it works out: a Clock that is an int adds.
        own = function not in _VERDICTS and type(self).__name__ in self._talk.classes
        if not own and not any(map(has_theirs, args)):
            plain = self._talk.ask("plain", self._number, None)
            if not isinstance(plain, Object) and not _has_own_hash(function, plain):
                said = here(*args, plain) if reflected else here(plain, *args)
                # The exercise's own class may say that equal values are none: a Matrix and a list.
                own = type(self).__name__ in self._talk.classes
                if not own or said is not _EQUAL.get(function):
                    return said
        return self._talk.call_builtin(function, *((*args, self) if reflected else (self, *args)))

    return method


def _has_own_hash(function: str, plain: Any) -> bool:
    """Whether a list or dict is asked for what only a class that is derived from it has."""
    return function == "hash" and type(plain).__hash__ is None


# What they say of values that are equal.
_EQUAL = {"eq": True, "ne": False}
# The special methods that say how a comparison goes, or what number an object is.
JUDGING = ("eq", "ne", "lt", "le", "gt", "ge", "contains", "bool", "int", "float", "complex",
           "abs", "round", "index", "neg", "pos", "invert", "hash")  # fmt: skip
_VERDICTS = ("eq", "ne", "lt", "le", "gt", "ge", "contains", "bool", "hash")
_OPERATOR = {"and": "and_", "or": "or_"}


def _special(name: str) -> Callable[..., Any]:
    """What a special method does here: ask for the same over there."""
    bare = name.strip("_")
    if bare in _OWN:
        return _OWN[bare]
    # `r` stands before the name of a binary operator only: `rsub`, but not `round`.
    reflected = bare[0] == "r" and bare[1:] in BINARY
    name = bare[1:] if reflected else bare
    function = _OPERATOR.get(name, name)
    if not reflected and (name == "divmod" or name not in (*JUDGING, *BINARY)):
        return _through(function)
    here: Callable[..., Any] = getattr(builtins, function, None) or getattr(operator, function)
    return _judged(function, here, reflected)


_OWN: dict[str, Callable[..., Any]] = {
    "call": _called,
    "exit": _exited,
    "instancecheck": _instance_check,
    **{bare: _own_method(f"__{bare}__") for bare in ("enter", "trunc", "floor", "ceil")},
}


@lru_cache(maxsize=256)
def class_of_object(types: tuple[str, ...], methods: tuple[str, ...]) -> type[Object]:
    """The class of objects whose real class has this name and these special methods."""
    members: dict[str, Any] = {"__slots__": (), "__doc__": Object.__dict__["__doc__"]}
    members |= {name: _special(name) for name in methods}
    own_iter = "__iter__" in methods and GeneratorType.__name__ not in types
    if "__next__" in methods and not own_iter:  # a class's own may begin anew
        members["__iter__"] = lambda self: self
    if "__hash__" not in methods:
        members["__hash__"] = None
    name = types[0].rpartition(".")[2] if types else "object"
    base = next((_OF_PYTHON[kind] for kind in types if kind in _OF_PYTHON), None)
    if base is not None:
        exact = types[0] == base.__name__ or base is GeneratorType
        members["__class__"] = _class_of(base if exact else type(name, (base,), {}))
    return type(name, (Object,), members)


# Of a class of Python's own a test may ask whether an object is of that one. It stays there for the
# sake of what is in it, or of what a class that is derived from it adds: a Counter is a dict.
_OF_PYTHON: dict[str, type] = {
    kind.__name__: kind
    for kind in (list, tuple, dict, set, frozenset, str, bytes, int, float, complex, GeneratorType)
} | {"fractions.Fraction": Fraction, "decimal.Decimal": Decimal}


def _class_of(kind: type) -> property:
    """What isinstance() looks at. Where the case is over, an object is what it is here."""
    return property(lambda self: kind if self._talk.open else type(self))
