"""One value that an imported test gave to several calls: a list that it has filled step by step.
What a call gets is sent whole each time, so the lines that are shown say where it is the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..wire.data import Ref
from ..wire.messages import Outcome, Raised, Returned
from .answers import is_asked_of_the_file
from .given_changes import Place, changed_arguments, lenders
from .origin import Steps, argument_of

# Where arguments that are one value were given: each an operation, and which of its arguments.
Given = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class OneValue:
    """places: where it was given. changed_by: the operations that changed it or should have; from
    the first of those on, what the test itself did to it, too."""

    places: frozenset[Place]
    changed_by: tuple[int, ...]

    def changed_before(self, number: int) -> list[int]:
        return [one for one in self.changed_by if one < number]

    def is_changed_for(self, number: int) -> bool:
        """Whether an operation gets it, and others have changed it before."""
        return self.is_given_to(number) and bool(self.changed_before(number))

    def is_again_in(self, shown: Collection[int]) -> bool:
        """Whether one of those operations gets what another one of them has changed, or the last
        one has changed what others got."""
        by = [n for n in self.changed_by if n in shown]
        return bool(by) and (
            any(n > by[0] and n in shown for n, _ in self.places)
            or (by[-1] == max(shown) and not self.is_given_to(by[-1]))
        )

    def is_given_to(self, number: int) -> bool:
        return any(one == number for one, _ in self.places)


def places_given(steps: Steps, numbers: Sequence[Sequence[int]]) -> Given:
    """Where each value was given. numbers: of their arguments, as the worker counts."""
    known = lenders([operation for operation, _ in steps]) if numbers else []
    lent = {n: place for n, place in enumerate(known) if not is_a_scope(steps, place[0])}
    places = (tuple(lent[n] for n in one if n in lent) for one in numbers)
    return tuple(one for one in places if one)


def values_given(steps: Steps, right: Sequence[Outcome | None], given: Given) -> list[OneValue]:
    """Those values, with what changed them: in the student's file, or in the reference. right: the
    reference's answers, as far as they are known."""
    if not given:
        return []
    operations = [operation for operation, _ in steps]
    numbers = {place: number for number, place in enumerate(lenders(operations))}
    changes = changed_arguments(operations)
    found: list[OneValue] = []
    for places in map(frozenset, given):
        lent = {numbers[place] for place in places}
        by = {n for n, (_, answer) in enumerate(steps) if _changes(answer, lent)}
        by |= {n for n, answer in enumerate(right[: len(steps)]) if _changes(answer, lent)}
        by |= {n for n, _ in places if _might_change(steps, right, n)}
        own = {n for n, changed in changes.items() if by and n > min(by) and places & {*changed}}
        found.append(OneValue(places, (*sorted(by | own),)))
    return found


def is_a_scope(steps: Steps, number: int) -> bool:
    """Whether an operation made the dictionary in which a class of the test's is then made: what
    stands there is given to no call."""
    after = steps[number + 1][0] if number + 1 < len(steps) else None
    if after is None or (after.target, after.name) != ("builtins", "exec"):
        return False
    return [argument_of(wire) for wire in after.args[1:]] == [Ref(number)]


def last_change(
    steps: Steps, right: Sequence[Outcome | None], given: Given, number: int
) -> int | None:
    """The last call that changed a value which operation `number` got or changed, or should have;
    None where nobody knows one."""
    ones = values_given(steps, right, given)
    mine = (one for one in ones if one.is_given_to(number) or number in one.changed_by)
    by = [n for one in mine for n in one.changed_by]
    calls = [n for n in by if is_asked_of_the_file(steps[n][0])]
    return max(calls, default=None)


def _changes(answer: Outcome | None, lent: set[int]) -> bool:
    after = answer.after if isinstance(answer, (Returned, Raised)) else ()
    return any(number in lent for number, _ in after)


def _might_change(steps: Steps, right: Sequence[Outcome | None], number: int) -> bool:
    """Whether the reference was asked otherwise: who knows what it does there."""
    unknown = number >= len(right) or right[number] is None
    return unknown and is_asked_of_the_file(steps[number][0])
