"""Recorded cases on their way to a worker, each in the pieces in which it may be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from ..wire.messages import RawBatch


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch on its way. sizes: how many operations each of its cases has. resumes: the first of
    them goes on with the case before."""

    payload: bytes
    sizes: Sequence[int]
    resumes: bool = False


def as_batches(cases: Sequence[Sequence[Sequence[msgspec.Raw]]]) -> Iterator[RawBatch]:
    """As few as can be: a case in one piece goes with those before it."""
    together: list[list[msgspec.Raw]] = []
    for first, *others in cases:
        together.append(list(first))
        if others:
            yield RawBatch(together)
            together = []
        for piece in others:
            yield RawBatch([list(piece)], resume=True)
    if together:
        yield RawBatch(together)
