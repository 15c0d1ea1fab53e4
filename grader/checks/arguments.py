"""A check's argument as it crosses to the student's code."""

from __future__ import annotations

from collections import deque
from types import FunctionType
from typing import Any

from ..wire.data import Held, Map, Ref, Seq, Value, holds_object
from ..wire.encode import TOO_DEEP
from ..wire.values import to_wire


class Stayed:
    """What a check has of an object that stayed over there: it crosses as a reference to that."""

    __slots__ = ()
    _target: int | str | None


def argument(value: Any) -> Value:
    """An argument as it crosses, with what stayed over there as a reference to it. Raises TypeError
    for what can't cross."""
    if isinstance(value, Stayed):
        if not isinstance(value._target, int):
            raise TypeError("a library module can't be an argument")
        return Ref(value._target)
    if _holds_one(value):
        if type(value) is dict:
            return Map([(argument(key), argument(item)) for key, item in value.items()])
        return Seq(type(value).__name__, [argument(item) for item in value])
    if getattr(type(value), "__next__", None) is not None:
        _give_once(value)
    wire = to_wire(value)
    if holds_object(wire):
        if _is_too_deep(wire):
            raise TypeError(
                f"{TOO_DEEP} can't cross to the student's code: have it made there of its text, "
                'student.lib("builtins").eval.hold("[[…]]")'
            )
        if (function := _function_in(value)) is not None:
            raise TypeError(
                f"the function {function.__name__} can't cross to the student's code as it is: "
                'Callback("lambda x: -x") or, of a def, Callback(name) crosses as its source; '
                "import it from grader.checks"
            )
        raise TypeError(
            f"an argument with a {type(value).__name__} in it can't cross to the student's code: "
            "make it there with student.lib(…), or pass what it is made of"
        )
    return wire


# Iterators that were given lately: what each had crossed with it.
_GIVEN: deque[Any] = deque(maxlen=50)


def _give_once(iterator: Any) -> None:
    if any(one is iterator for one in _GIVEN):
        raise TypeError(
            f"a {type(iterator).__name__} crosses with all that it has, and one that was given to "
            "an earlier call has nothing left: give each call its own; or have it made there, "
            'student.lib("builtins").iter.hold([…]), so that it goes on where the last call left it'
        )
    _GIVEN.append(iterator)


def _is_too_deep(wire: Value) -> bool:
    match wire:
        case Held():
            return wire.types == (TOO_DEEP,)
        case Seq():
            return any(map(_is_too_deep, wire.items))
        case Map():
            return any(_is_too_deep(item) for _, item in wire.items)
    return False


def _function_in(value: Any) -> FunctionType | None:
    if isinstance(value, FunctionType):
        return value
    parts = value.values() if type(value) is dict else value
    inside = map(_function_in, parts if type(value) in (dict, list, tuple) else ())
    return next((one for one in inside if one is not None), None)


def _holds_one(value: Any) -> bool:
    if type(value) is dict:
        return any(map(_holds_one, (*value, *value.values())))
    return isinstance(value, Stayed) or (
        type(value) in (list, tuple, set, frozenset) and any(map(_holds_one, value))
    )


def has_stayed(value: Any) -> bool:
    """Whether something that stayed over there is anywhere in a value, which nobody may walk
    through without asking there."""
    if isinstance(value, dict):
        return any(has_stayed(part) for pair in value.items() for part in pair)
    is_one = isinstance(value, Stayed)
    return is_one or (
        isinstance(value, (list, tuple, set, frozenset)) and any(map(has_stayed, value))
    )
