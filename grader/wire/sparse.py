"""SciPy's sparse arrays and matrices ↔ plain data: a shape, and what is stored where.

The grader never needs SciPy: there one is a `Sparse`. In a worker the same wire value becomes the
class that it was, with its format.
"""

from __future__ import annotations

import importlib
import math
import sys
from dataclasses import dataclass
from typing import Any

from .messages import WireError
from .names import short

FORMATS = ("bsr", "coo", "csc", "csr", "dia", "dok", "lil")
KINDS = frozenset(f"{name}_{what}" for name in FORMATS for what in ("array", "matrix"))
MAX_AXES = 8
MAX_LENGTH = 2**48
# Cells of one that may be written out in full.
MAX_DENSE = 10**6


@dataclass(slots=True, eq=False, repr=False)
class Sparse:
    """A sparse array as the grader sees it: `coords` has an array of places for each axis, in row
    order, `data` what is stored there. Equal to another that has the same numbers everywhere.
    kind: the class's name in scipy.sparse."""

    kind: str
    shape: tuple[int, ...]
    coords: Any
    data: Any

    @property
    def format(self) -> str:
        return self.kind.partition("_")[0]

    @property
    def dtype(self) -> Any:
        return self.data.dtype

    @property
    def nnz(self) -> int:
        """How many numbers are stored, zeros too."""
        return int(self.data.size)

    def toarray(self) -> Any:
        """All of it, zeros too. Raises ValueError where that is too much to be written out."""
        import numpy as np

        if math.prod(self.shape) > MAX_DENSE:
            raise ValueError(f"a {self.kind} of shape {self.shape} can't be written out in full")
        dense = np.zeros(self.shape, self.data.dtype)
        np.add.at(dense, tuple(self.coords), self.data)
        return dense

    def cells(self) -> dict[tuple[int, ...], Any]:
        """What is stored, by place: what is stored twice at one is a sum."""
        found: dict[tuple[int, ...], Any] = {}
        places = zip(*(axis.tolist() for axis in self.coords), strict=True)
        for place, value in zip(places, self.data.tolist(), strict=True):
            found[place] = found[place] + value if place in found else value
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sparse) or (self.kind, self.shape) != (other.kind, other.shape):
            return False
        mine, theirs = self.cells(), other.cells()
        return all(mine.get(place, 0) == theirs.get(place, 0) for place in mine.keys() | theirs)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.kind}({self.shape}, {self.nnz} stored)"


def sparse_of(value: Any) -> Sparse | None:
    """A real one, or one of SciPy's, as plain data; None for anything else."""
    if type(value) is Sparse:
        return value
    scipy = sys.modules.get("scipy.sparse")
    if scipy is None or not type(value).__module__.startswith("scipy.sparse"):
        return None
    if not scipy.issparse(value) or type(value).__name__ not in KINDS:
        return None
    import numpy as np

    listed = value.tocoo(copy=True)
    if value.format != "coo":
        listed.sum_duplicates()
    coords = getattr(listed, "coords", None) or (listed.row, listed.col)
    order = np.lexsort(tuple(reversed(coords))) if listed.nnz else np.arange(0)
    places = tuple(np.asarray(axis, np.int64)[order] for axis in coords)
    shape = tuple(int(n) for n in value.shape)
    return Sparse(type(value).__name__, shape, places, np.asarray(listed.data)[order])


def parts_of(sparse: Sparse) -> list[Any]:
    return [short(sparse.kind), list(sparse.shape), *sparse.coords, sparse.data]


def sparse(parts: list[Any], real: bool) -> Any:
    """real: as SciPy's own. Raises WireError where the parts disagree."""
    import numpy as np

    kind, shape, *arrays = parts if len(parts) >= 3 else (None, [], None)
    if kind not in KINDS or type(shape) is not list or not 1 <= len(shape) <= MAX_AXES:
        raise WireError("a sparse array of no kind that there is")
    if not all(type(n) is int and 0 <= n <= MAX_LENGTH for n in shape):
        raise WireError("a sparse array whose shape is none")
    if len(arrays) != len(shape) + 1 or not all(type(a) is np.ndarray for a in arrays):
        raise WireError("a sparse array with other axes than its shape has")
    *coords, data = arrays
    if data.dtype.kind not in "biufc" or any(a.shape != data.shape for a in arrays):
        raise WireError("a sparse array of something else than numbers")
    for axis, length in zip(coords, shape, strict=True):
        if data.ndim != 1 or axis.dtype != np.int64:
            raise WireError("a sparse array whose places are none")
        if data.size and (axis.min() < 0 or axis.max() >= length):
            raise WireError("a sparse array with something outside of its shape")
    made = Sparse(kind, tuple(shape), tuple(coords), data)
    return _real(made) if real else made


def _real(made: Sparse) -> Any:
    try:
        scipy = importlib.import_module("scipy.sparse")
    except ImportError:
        raise WireError("a sparse array, where there is no SciPy") from None
    what = made.kind.partition("_")[2]
    listed = getattr(scipy, f"coo_{what}")((made.data, made.coords), shape=made.shape)
    return listed if made.format == "coo" else listed.asformat(made.format)
