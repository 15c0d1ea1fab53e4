"""What a check does to an answer, or to what it gave, done to the object over there as well: what
crosses is a copy.
"""

from __future__ import annotations

import copy
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..wire import messages
from ..wire.data import Map, RecordData, Ref, Seq, Value, holds_object
from ..wire.in_place import Place, is_mutable, parts
from ..wire.messages import PYTHONS, Operation
from ..wire.values import to_wire
from .arguments import has_stayed
from .changed_parts import Key, changed_parts, done_by
from .hashed import Hashed
from .very_items import VeryItems

# What has more bytes is not looked at again.
MAX_BYTES = 2**20
# Of one value that is given again and again, the first time and the latest.
MOST_TIMES = 8
Run = Callable[[Operation], int]


@dataclass(slots=True)
class _Known:
    """numbers: of the operation that returned it; of an argument, which of the case's it is. items:
    as long as it has these the rest needn't be known, and isn't."""

    is_given: bool
    numbers: list[int]
    value: Any
    items: VeryItems | None
    was: Any = None
    wire: bytes = b""
    parts: dict[Place, Any] = field(default_factory=dict)  # what can be changed in it

    @property
    def has_parts(self) -> bool:
        return bool(self.parts) if self.items is None else self.items.has_parts

    def know_all(self) -> bool:
        """Whether there are bytes of it, see _wire: what has none isn't followed."""
        if self.items is None:
            self.parts = parts(self.value)
            self.wire = _wire(self.value)
            self.was = copy.deepcopy(self.value) if self.wire else None
        else:
            self.parts, self.was = self.items.parts(self.value), self.items.copy(self.value)
            self.wire = _wire(self.was)
            self.items = None
        return bool(self.wire)


class InStep:
    """The values of one case that the check still has, and can change. asked: how often something
    was asked for that may have changed what stayed over there."""

    def __init__(self) -> None:
        self.asked = 0
        self.hashed = Hashed()
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
        elif is_mutable(value) or type(value) is deque:
            self._see(is_given, [number], value)

    def _see(self, is_given: bool, numbers: list[int], value: Any) -> None:
        made = _Known(is_given, numbers, value, VeryItems.of(value))
        if made.items is not None or made.know_all():
            self._known[is_given, id(value)] = made

    def pass_on(self, run: Run) -> None:
        """Has done over there what was done here, before anything else is asked. run: carries out
        an operation, and gives its number."""
        for key, known in [*self._known.items()]:
            if known.items is None or not known.items.are_in(known.value):
                self._follow(known, run)
            # The record's, and getrefcount's own: nobody else is left who could change it.
            if not known.has_parts and sys.getrefcount(known.value) <= 2:
                self._known.pop(key, None)

    def _follow(self, known: _Known, run: Run) -> None:
        if known.items is not None and not known.know_all():
            del self._known[known.is_given, id(known.value)]
            return
        if _wire(known.value) in (b"", known.wire):
            return
        if known.is_given:
            for operation in _of_given(known):
                run(operation)
        else:
            _do(known, run)
        self._see(known.is_given, known.numbers, known.value)


# What Python's own functions do that change nothing of what they are given.
_LOOKS = frozenset({
    "eq", "ne", "lt", "le", "gt", "ge", "getitem", "contains", "bool", "dir", "format", "getattr",
    "hasattr", "hash", "isinstance", "len", "repr", "str",
})  # fmt: skip


def _only_looks(operation: Operation) -> bool:
    if operation.target in PYTHONS:
        return operation.name in _LOOKS
    return operation.do in ("get", "record", "caught")


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
