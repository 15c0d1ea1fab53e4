"""Compares sparse arrays by what is stored in them: format, shape, the first place that differs.

Never writes one out: a few numbers may stand in an array of any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..wire.sparse import Sparse
from .mismatch import Mismatch, describe, shown, wrong_type
from .notes import note

Place = tuple[int, ...]


def same_sparse(got: Any, want: Sparse, allowed: float) -> None:
    """allowed: how far apart two numbers may be. Their dtypes are compared elsewhere."""
    place = next(unlike(got, want, allowed), None)
    if place is not None:
        mine, theirs = got.cells().get(place), want.cells().get(place)
        said = f"at {list(place)}: returned {_stored(mine)}, expected {_stored(theirs)}"
        raise Mismatch("values", said, got, want)


def same_form(got: Any, want: Sparse) -> None:
    """Whether it is a sparse array of that format and shape; an array for a matrix is noted."""
    if not isinstance(got, Sparse) or got.format != want.format:
        raise wrong_type(got, want)
    if got.shape != want.shape:
        said = f"returned shape {got.shape}, expected shape {want.shape}"
        raise Mismatch("shape", said, got, want)
    if got.kind != want.kind:
        note(f"The answer is {describe(got)}; the exercise asks for {describe(want)}.")


def unlike(got: Sparse, want: Sparse, allowed: float) -> Iterator[Place]:
    """The places, row by row, where two of one shape have other numbers. What is stored nowhere
    is 0."""
    mine, theirs = got.cells(), want.cells()
    for place in sorted(mine.keys() | theirs.keys()):
        one, other = mine.get(place, 0), theirs.get(place, 0)
        if not (one == other or abs(one - other) <= allowed or (one != one and other != other)):
            yield place


def _stored(value: Any) -> str:
    return "0 (nothing is stored there)" if value is None else shown(value)
