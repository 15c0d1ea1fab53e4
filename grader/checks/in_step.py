"""What a check does to an answer, or to what it gave, done to the object over there as well: what
crosses is a copy.
"""

from __future__ import annotations

import copy
import operator
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..wire import messages
from ..wire.data import Map, RecordData, Ref, Seq, Value, holds_object
from ..wire.in_place import Place, is_mutable, parts
from ..wire.messages import PYTHONS, Operation
from ..wire.values import to_wire
from .arguments import has_stayed
from .changed_parts import Key, changed_parts, done_by

# What has more bytes is not looked at again.
MAX_BYTES = 2**20
# Of one value that is given again and again, the first time and the latest.
MOST_TIMES = 8
_PLAIN = frozenset({bool, int, float, complex, str, bytes, type(None)})
Run = Callable[[Operation], int]


@dataclass(slots=True)
class _Known:
    """numbers: of the operation that returned it; of an argument, which of the case's it is."""

    is_given: bool
    numbers: list[int]
    value: Any
    was: Any
    wire: bytes
    parts: dict[Place, Any]  # what can be changed in it
    items: list[Any] | None  # of a list in which only itself can be changed


class InStep:
    """The values of one case that the check still has, and can change. asked: how often something
    was asked for that may have changed what stayed over there."""

    def __init__(self) -> None:
        self.asked = 0
        self._known: dict[tuple[bool, int], _Known] = {}  # by id(): they stay alive
        self._arguments = 0

    def gave(self, operation: Operation, values: Sequence[Any]) -> None:
        """values: the arguments of an operation, as the check has them; none of what isn't its."""
        self.asked += not _only_looks(operation)
        if operation.do == "change":
            return
        for number, value in enumerate(values, start=self._arguments):
            self._know(True, number, value)
        self._arguments += len(operation.args) + len(operation.kwargs)

    def took(self, operation: Operation, number: int, value: Any) -> None:
        """operation: none of those that ask for a copy, as the value of what is held."""
        if operation.name is not None or operation.do != "get":
            self._know(False, number, value)

    def _know(self, is_given: bool, number: int, value: Any) -> None:
        known = self._known.get((is_given, id(value)))
        if known is not None:
            first, *more = known.numbers
            known.numbers = [first, *more[2 - MOST_TIMES :], number]
        elif (is_mutable(value) or type(value) is deque) and (wire := _wire(value)):
            was, items = copy.deepcopy(value), _items(value)
            made = _Known(is_given, [number], value, was, wire, parts(value), items)
            self._known[is_given, id(value)] = made

    def pass_on(self, run: Run) -> None:
        """Has done over there what was done here, before anything else is asked. run: carries out
        an operation, and gives its number."""
        for key, known in [*self._known.items()]:
            wire = known.wire if _is_as_it_was(known) else _wire(known.value)
            if wire not in (b"", known.wire):
                for operation in _of_given(known) if known.is_given else ():
                    run(operation)
                if not known.is_given:
                    _do(known, run)
                known.wire, known.was = wire, copy.deepcopy(known.value)
                known.parts, known.items = parts(known.value), _items(known.value)
            # The record's, and getrefcount's own: nobody else is left who could change it.
            if not known.parts and sys.getrefcount(known.value) <= 2:
                del self._known[key]


# What Python's own functions do that change nothing of what they are given.
_LOOKS = frozenset({
    "eq", "ne", "lt", "le", "gt", "ge", "getitem", "contains", "bool", "dir", "format", "getattr",
    "hasattr", "hash", "isinstance", "len", "repr", "str",
})  # fmt: skip


def _only_looks(operation: Operation) -> bool:
    if operation.target in PYTHONS:
        return operation.name in _LOOKS
    return operation.do in ("get", "record", "caught")


def _items(value: Any) -> list[Any] | None:
    """The very items of a list, where none of them can be changed."""
    plain = type(value) is list and all(map(_is_plain, map(type, value)))
    return list(value) if plain else None


def _is_plain(kind: type) -> bool:
    if kind in _PLAIN:
        return True
    numpy = sys.modules.get("numpy")
    return (
        numpy is not None and issubclass(kind, numpy.generic) and not issubclass(kind, numpy.void)
    )


def _is_as_it_was(known: _Known) -> bool:
    """Whether a list has the very items that it had. Asked for each value at each call, and much
    faster than to write it out: a check may make a thousand calls."""
    if known.items is None or len(known.items) != len(known.value):
        return False
    return all(map(operator.is_, known.items, known.value))


def _wire(value: Any) -> bytes:
    """A value as bytes; none of what holds an object, or is too large."""
    if has_stayed(value):
        return b""
    wire = to_wire(value, exact=True)
    encoded = b"" if holds_object(wire) or _holds_record(wire) else messages.encode(wire)
    return encoded if len(encoded) <= MAX_BYTES else b""


def _holds_record(wire: Value) -> bool:
    if isinstance(wire, Seq):
        return any(map(_holds_record, wire.items))
    if isinstance(wire, Map):
        return any(_holds_record(part) for pair in wire.items for part in pair)
    return isinstance(wire, RecordData)


def _of_given(known: _Known) -> Iterator[Operation]:
    now = parts(known.value)
    still = [place for place, part in now.items() if known.parts.get(place) is part]
    wires: list[Value] = [*map(to_wire, (known.numbers, known.value, still))]
    yield Operation("change", None, None, wires)


def _do(known: _Known, run: Run) -> None:
    """Does to each part of an answer what was done to it, as often as it is in there once."""
    for path, was, now in changed_parts(known.was, known.value, known.parts):
        number = known.numbers[-1]
        for key in path:
            number = run(_item(number, key))
        for operation in done_by(number, was, now):
            run(operation)


def _item(number: int, key: Key) -> Operation:
    return Operation("call", "operator", "getitem", [Ref(number), to_wire(key)], keep=True)
