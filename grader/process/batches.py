"""Recorded cases on their way to a worker, each in the pieces in which it may be seen, what came
back of them, and the time and room that they may take."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from ..wire.messages import MAX_FRAME, MAX_VALUES, RawBatch, encode
from .clock import Shift

Ending = Literal["timeout", "crashed", "out_of_memory", "garbled", "cpu"]
# From the number of a case and what was answered in it so far: whether its next piece is asked.
GoesOn = Callable[[int, Sequence[msgspec.Raw]], bool]
# The answers to one check's cases, all of which are kept until they are judged.
MAX_BATCH = 2 * MAX_FRAME


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch on its way. sizes: how many operations each of its cases has. resumes: the first of
    them goes on with the case before. cases: as they were, where one may be left out."""

    payload: bytes
    sizes: Sequence[int]
    resumes: bool = False
    cases: Sequence[list[msgspec.Raw]] = ()

    @classmethod
    def of(cls, batch: RawBatch) -> Sent:
        sizes = [len(case) for case in batch.cases]
        return cls(encode(batch), sizes, batch.resume, batch.cases)

    def where(self, goes_on: bool) -> Sent:
        """Without its first, where the case before doesn't go on."""
        return self if goes_on else Sent.of(RawBatch(list(self.cases[1:])))


@dataclass(frozen=True, slots=True)
class Space:
    """For the answers to a batch: their bytes, and the values in those that are long."""

    size: int = MAX_BATCH
    values: int = 8 * MAX_VALUES


SPACE = Space()


@dataclass
class Batched:
    """What came back of a batch. Cases stop short where `ending` says why."""

    cases: list[list[msgspec.Raw]] = field(default_factory=list)
    ending: Ending | None = None
    detail: str = ""
    printed: str = ""
    dropped: int = 0
    # Left for the answers to the cases after these, where a worker was spent before them.
    room: Space = SPACE


def as_batches(cases: Sequence[Sequence[Sequence[msgspec.Raw]]]) -> Iterator[RawBatch]:
    """As few as can be: a case's last piece goes with the cases after it that are in one piece, and
    with the first piece of one that isn't."""
    together: list[list[msgspec.Raw]] = []
    resume = False
    for first, *others in cases:
        together.append(list(first))
        for piece in others:
            yield RawBatch(together, resume)
            together, resume = [list(piece)], True
    if together:
        yield RawBatch(together, resume)


class Budget:
    """What a worker may spend on a whole batch. limit_s: math.inf where each call has its own."""

    def __init__(self, shift: Shift, limit_s: float) -> None:
        self._shift = shift
        self._limit_s = limit_s
        self._asked_s = shift.asked_s
        # To ask the system takes as long as a quick call does.
        self._own_s = shift.own_s() if limit_s < math.inf else 0.0

    def within(self, call_s: float) -> float:
        """What is left of it, as far as one call may have it."""
        if self._shift.asked_s - self._asked_s + call_s <= self._limit_s:
            return call_s  # as its own time is never more
        spent = self._shift.own_s() - self._own_s
        return min(call_s, max(self._limit_s - spent, 0.0))
