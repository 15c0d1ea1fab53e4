"""What a check does to an answer, or to what it gave, done to the object over there as well: what
crosses is a copy.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..wire.data import Ref
from ..wire.in_place import Place, parts
from ..wire.messages import Operation
from ..wire.values import to_wire
from .passed_on import changes, copied

# What has more bytes, or more items, is not looked at again.
MAX_BYTES, MAX_ITEMS = 2**20, 10_000
_FIXED = (int, float, complex, bool, str, bytes, type(None))


class _Known(NamedTuple):
    number: int  # of the operation that returned it; of an argument, which of the case's it is
    is_given: bool
    value: Any
    was: Any
    parts: dict[Place, Any]  # what can be changed in it


class InStep:
    """The values of one case that the check still has, and can change."""

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._arguments = 0

    def gave(self, operation: Operation, values: Sequence[Any]) -> None:
        """values: the arguments of an operation, as the check has them; none of what isn't its."""
        if operation.do == "change":
            return
        for number, value in enumerate(values, start=self._arguments):
            self._know(number, True, value)
        self._arguments += len(operation.args) + len(operation.kwargs)

    def took(self, operation: Operation, number: int, value: Any) -> None:
        """operation: none of those that ask for a copy, as the value of what is held."""
        if operation.name is not None or operation.do != "get":
            self._know(number, False, value)

    def _know(self, number: int, is_given: bool, value: Any) -> None:
        was = _copied(value)
        if was is not None:
            self._known.append(_Known(number, is_given, value, was, parts(value)))

    def changes(self) -> Iterator[Operation]:
        """What is to be done over there before anything else is asked."""
        had, self._known = self._known, []
        for number, is_given, value, was, inner in had:
            same = _same(was, value)
            if inner or sys.getrefcount(value) > _OF_ONE_THAT_IS_GONE:
                self._know(number, is_given, value)
            if not same:
                yield from _told(number, is_given, was, value, inner)


def _copied(value: Any) -> Any:
    """None of what can't change, or holds what nobody can tell of."""
    if _is_array(value):
        return value.copy() if value.ndim and value.nbytes <= MAX_BYTES else None
    if type(value) not in (list, dict, set) or _left(value, MAX_ITEMS) < 0:
        return None
    return copy.deepcopy(value)


def _left(value: Any, room: int) -> int:
    """Of so many items, how many are left; -1 where it has more, or holds something else."""
    kind = type(value)
    if kind in _FIXED:
        return room - 1
    if kind not in (list, dict, set, tuple):
        return -1
    for item in (*value, *value.values()) if kind is dict else value:
        if room < 0:
            break
        room = _left(item, room)
    return room


def _is_array(value: Any) -> bool:
    return type(value).__module__ == "numpy" and type(value).__name__ == "ndarray"


def _same(was: Any, now: Any) -> bool:
    if not _is_array(was):
        return bool(was == now)
    kept = was.shape == now.shape and was.dtype == now.dtype
    return bool(kept and was.tobytes() == now.tobytes())


def _told(
    number: int, is_given: bool, was: Any, now: Any, inner: dict[Place, Any]
) -> Iterator[Operation]:
    if not is_given and _is_array(was):
        everything = [Ref(number), to_wire(slice(None)), to_wire(now)]
        if was.shape == now.shape and was.dtype == now.dtype:
            yield Operation("call", "operator", "setitem", everything)
    elif not is_given and copied(was) is not None and copied(now) is not None:
        for method, args in changes(was, now):
            yield Operation("call", number, method, [*map(to_wire, args)])
    else:
        still = [place for place, part in parts(now).items() if inner.get(place) is part]
        wires = [*map(to_wire, ([number] if is_given else [], now, still))]
        yield Operation("change", None if is_given else number, None, wires)


def _references() -> int:
    """How many there are to a value that only InStep still has, where changes() counts them."""
    had = [_Known(0, False, [], None, {})]
    for _, _, value, _, _ in had:
        return sys.getrefcount(value)
    return 0


_OF_ONE_THAT_IS_GONE = _references()
