"""What the student's code returned to an imported test and still has itself, a list of the module's
say. The test has a copy; where the code changes its own, the test's has to follow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..wire import messages
from ..wire.data import Array, Map, Seq, TensorData, Value, holds_object
from ..wire.in_place import has_shared_parts

# All of them are looked at after each operation of a case. The module's own always are.
MOST, MOST_BYTES = 32, 2**20
# Of one that is returned again and again, the latest operations.
MOST_TIMES = 8


@dataclass(slots=True)
class _HandedOut:
    value: Any
    told: bytes
    numbers: list[int]


class HandedOut:
    """Of one case, by the number of the operation that returned it."""

    def __init__(self) -> None:
        self._known: dict[int, _HandedOut] = {}  # by id(); they stay alive

    def note(self, number: int, value: Any, wire: Value, is_the_modules: bool) -> None:
        """wire: the value as the test has it."""
        if not isinstance(wire, (Seq, Map, Array, TensorData)) or holds_object(wire):
            return
        told = messages.encode(wire)
        if (known := self._known.get(id(value))) is not None:
            known.numbers = [*known.numbers[1 - MOST_TIMES :], number]
        elif (len(self._known) < MOST or is_the_modules) and len(told) <= MOST_BYTES:
            self._known[id(value)] = _HandedOut(value, told, [number])

    def forget_what_is_gone(self) -> None:
        """What nobody here has any more but those who look."""
        for key in [*self._known]:
            # What operations hold, once for each, ours, and getrefcount's own.
            ours = len(self._known[key].numbers) + 2
            if sys.getrefcount(self._known[key].value) <= ours and not _is_shared(
                self._known[key].value
            ):
                del self._known[key]

    def changes(self, wired: Callable[[Any], Value]) -> Iterator[tuple[int, Value]]:
        """What is another value now, as `after` tells it."""
        for one in self._known.values():
            wire = wired(one.value)
            told = messages.encode(wire)
            if told != one.told and not holds_object(wire):
                one.told = told
                yield from ((messages.result_number(number), wire) for number in one.numbers)


def _is_shared(value: Any) -> bool:
    base = getattr(value, "base", None)  # an array may be part of another one
    return has_shared_parts(value) or base is not None
