"""What the student's code returned to an imported test and still has itself, a list of the module's
say. The test has a copy; where the code changes its own, the test's has to follow.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from ..wire import messages
from ..wire.data import Array, Map, Seq, TensorData, Value, holds_object
from ..wire.in_place import Place, has_shared_parts, parts

# All of them are looked at after each operation of a case. The module's own always are.
MOST, MOST_BYTES = 32, 2**20
# Of one that is returned again and again, the latest operations.
MOST_TIMES = 8


class Known:
    """A value that the test has copies of.

    told: as the test has heard of it last. parts: what could be changed in it then, by its place,
    for each copy by the number that it is known by; nothing where nobody is told.
    """

    __slots__ = ("parts", "told", "value")

    def __init__(self, value: Any, told: bytes) -> None:
        self.value = value
        self.told = told
        self.parts: dict[int, dict[Place, Any]] = {}

    def agreed(self, number: int) -> None:
        """A copy is what the value is now."""
        self.parts[number] = parts(self.value)

    def is_as_agreed(self) -> bool:
        """Whether in all places there is still the same object."""
        now = parts(self.value)
        return all(
            was.keys() == now.keys() and all(now[place] is part for place, part in was.items())
            for was in self.parts.values()
        )

    def has_shared_parts(self) -> bool:
        """Whether somebody else here has something that can be changed in it."""
        return not self.is_as_agreed() or has_shared_parts(self.value, more=len(self.parts))


class HandedOut:
    """Of one case, by the number of the operation that returned it."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}  # by id(); they stay alive

    def __iter__(self) -> Iterator[Known]:
        return iter(self._known.values())

    def note(self, number: int, value: Any, wire: Value, is_the_modules: bool) -> None:
        """wire: the value as the test has it."""
        if not isinstance(wire, (Seq, Map, Array, TensorData)) or holds_object(wire):
            return
        told = messages.encode(wire)
        known = self._known.get(id(value))
        has_room = len(self._known) < MOST or is_the_modules
        if known is None and has_room and len(told) <= MOST_BYTES:
            known = self._known[id(value)] = Known(value, told)
        if known is not None:
            known.agreed(messages.result_number(number))
            for first in [*known.parts][:-MOST_TIMES]:
                del known.parts[first]

    def agreed(self, number: int, value: Any) -> None:
        """The test has changed the copy that it got of this operation, and the value with it."""
        known = self._known.get(id(value))
        if known is not None and messages.result_number(number) in known.parts:
            known.agreed(messages.result_number(number))

    def forget_what_is_gone(self) -> None:
        """What nobody here has any more but those who look."""
        for key in [*self._known]:
            # What operations hold, once for each, ours, and getrefcount's own.
            known = self._known[key]
            if sys.getrefcount(known.value) <= len(known.parts) + 2 and not _is_shared(known):
                del self._known[key]


def _is_shared(known: Known) -> bool:
    base = getattr(known.value, "base", None)  # an array may be part of another one
    return known.has_shared_parts() or base is not None
