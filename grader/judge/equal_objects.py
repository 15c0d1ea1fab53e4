"""Where the reference answers with a plain value, an object of the student's isn't asked whether it
equals one: in an author's own check of `student.f(3) == 6` it would be whatever passes.

What it is asked besides is its author's business. Looks at the reference's answers only where an
object is compared with a value, which few checks do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..checks.channel import Channel
from ..checks.mismatch import describe
from ..checks.parts import OBJECTS
from ..wire.data import Given, Held, Ref
from ..wire.messages import Operation, Outcome, Returned
from ..wire.values import from_wire
from ..wire.yielded import as_listed
from ..wording.claim_words import Told
from ..wording.place import Origin
from .values_places import Posing

# What the reference answers to an operation of that number, which came to that; None where it was
# asked nothing such.
Right = Callable[[Operation, int, Outcome], Outcome | None]


class EqualObjects:
    """The student's channel, for an author's own check. right: is first called for the case's first
    operation, and makes ready for it."""

    def __init__(self, channel: Channel, right: Callable[[], Right]) -> None:
        self._channel = channel
        self._begin = right
        self._right: Right | None = None
        self._steps: list[tuple[Operation, Outcome]] = []
        # By the number of an operation of this case: the value that an object stands for.
        self._answers: list[Outcome | None] = []
        # What is wrong with the case, and stays so whatever the check makes of it.
        self.told: Told | None = None

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        """Raises Posing instead of asking an object what it has no say in."""
        if self.told is not None:
            raise Posing
        compared = _compared_with_a_value(operation)
        if compared is not None and (of := self._posing(compared)) is not None:
            self._refuse(of)
        number, outcome = self._channel.run(operation)
        self._steps.append((operation, outcome))
        return number, outcome

    def _posing(self, number: int) -> int | None:
        """Where the reference gives a value in place of this object or what that was made of."""
        if not 0 <= number < len(self._steps):
            return None
        operation = self._steps[number][0]
        if operation.keep and getattr(self._part(number), "_kind", None) in OBJECTS:
            return None
        refs = [operation.target, *(a.operation for a in operation.args if isinstance(a, Ref))]
        made_of = (self._posing(of) for of in refs if isinstance(of, int) and of < number)
        if (first := next((of for of in made_of if of is not None), None)) is not None:
            return first
        right = self._answer(number)
        is_value = isinstance(right, Returned) and not isinstance(right.value, (Held, Ref, Given))
        return number if is_value and not operation.keep else None

    def _part(self, number: int) -> Any:
        """What the reference has where an object was taken out of an answer; None where nothing."""
        operation = self._steps[number][0]
        if not operation.keep:
            right = self._answer(number)
            return from_wire(right.value, lambda _: None) if isinstance(right, Returned) else None
        match operation.target, operation.name, operation.args:
            case "operator", "getitem", [Ref(of), key]:
                try:
                    return self._part(of)[from_wire(key)]
                except (LookupError, TypeError):
                    return None
            case "builtins", "list", [Ref(of)]:
                return as_listed(self._part(of))
            case int() as of, str() as name, []:
                return getattr(self._part(of), name, None)
        return None

    def _answer(self, number: int) -> Outcome | None:
        self._right = self._right or self._begin()
        for place in range(len(self._answers), len(self._steps)):
            operation, outcome = self._steps[place]
            self._answers.append(self._right(operation, place, outcome))
        return self._answers[number]

    def _refuse(self, of: int) -> None:
        outcome, right = self._steps[of][1], self._answer(of)
        held = outcome.value if isinstance(outcome, Returned) else None
        value = from_wire(right.value, lambda _: None) if isinstance(right, Returned) else None
        said = f"returned {describe(held)}, expected {describe(value)}"
        self.told = Told("type", said, held, value, origin=Origin(of, whole=True))
        raise Posing


def _compared_with_a_value(operation: Operation) -> int | None:
    """The object of which `x == 6` or `x != 6` is asked."""
    if operation.target != "operator" or operation.name not in ("eq", "ne"):
        return None
    refs = [a.operation for a in operation.args if isinstance(a, Ref)]
    return refs[0] if len(refs) == 1 else None
