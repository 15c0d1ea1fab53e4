"""What a check does to an answer, done to the object over there as well: what crossed is a copy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..wire.data import Ref
from ..wire.messages import Operation
from ..wire.values import to_wire
from .passed_on import changes, copied

# An array with more bytes is not looked at again.
MAX_BYTES = 2**20


class _Answer(NamedTuple):
    number: int  # of the operation
    value: Any
    was: Any


class InStep:
    """The answers of one case that the check still has, and can change."""

    def __init__(self) -> None:
        self._answers: list[_Answer] = []

    def took(self, operation: Operation, number: int, value: Any) -> None:
        """operation: none of those that ask for a copy, as the value of what is held."""
        is_a_copy = operation.name is None and operation.do == "get"
        was = None if is_a_copy else _copied(value)
        if was is not None:
            self._answers.append(_Answer(number, value, was))

    def changes(self) -> Iterator[Operation]:
        """What is to be done over there before anything else is asked."""
        had, self._answers = self._answers, []
        for number, value, was in had:
            same = _same(was, value)
            now = was if same else _copied(value)
            if now is not None and sys.getrefcount(value) > _OF_ONE_THAT_IS_GONE:
                self._answers.append(_Answer(number, value, now))
            if now is not None and not same:
                yield from _told(number, was, now)


def _copied(value: Any) -> Any:
    """None of what can't change, or holds what can."""
    if _is_array(value):
        return value.copy() if value.ndim and value.nbytes <= MAX_BYTES else None
    return copied(value)


def _is_array(value: Any) -> bool:
    return type(value).__module__ == "numpy" and type(value).__name__ == "ndarray"


def _same(was: Any, now: Any) -> bool:
    if not _is_array(was):
        return bool(was == now)
    kept = was.shape == now.shape and was.dtype == now.dtype
    return bool(kept and was.tobytes() == now.tobytes())


def _told(number: int, was: Any, now: Any) -> Iterator[Operation]:
    if not _is_array(was):
        for method, given in changes(was, now):
            yield Operation("call", number, method, [to_wire(one) for one in given])
    elif was.shape == now.shape and was.dtype == now.dtype:
        everything = [Ref(number), to_wire(slice(None)), to_wire(now)]
        yield Operation("call", "operator", "setitem", everything)


def _references() -> int:
    """How many there are to a value that only InStep still has, where changes() counts them."""
    had = [_Answer(0, [], None)]
    for _, value, _ in had:
        return sys.getrefcount(value)
    return 0


_OF_ONE_THAT_IS_GONE = _references()
