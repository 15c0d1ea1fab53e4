"""Makes calls that a memory of answers takes for each other, if it forgets the types of arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np


def in_other_types(*args: Any) -> Iterator[tuple[Any, ...]]:
    """Four calls like this one, with small numbers in place of its arrays'.

    The first two have the same bytes, as uint8 and as int8; the last two the same numbers, as
    float16 and as float64. Who keeps answers by bytes and shape, or by numbers alone, has the
    second and the fourth answered by the one before. All arrays have their type at once; what is
    none stays as it is. Ask where all four types are allowed:

        for other in in_other_types(*case):
            assert_same(student.f(*other), reference.f(*other))

    Sums of products of a few dozen of these numbers are exact in float16, means aren't: give a
    tolerance by type there.
    """
    for kind in ("uint8", "int8"):
        yield tuple(_bytes(a).view(kind) if isinstance(a, np.ndarray) else a for a in args)
    for kind in ("float16", "float64"):
        yield tuple(_halves(a).astype(kind) if isinstance(a, np.ndarray) else a for a in args)


def _bytes(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A byte for each number; the first and every second one after it is negative as an int8."""
    first, second = array.astype(np.int64).ravel() & 127, np.arange(array.size) % 2
    return np.where(second, first, first | 128).astype(np.uint8).reshape(array.shape)


def _halves(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """−2 to 2, in steps of a half."""
    halves: np.ndarray[Any, Any] = (_bytes(array) % 9 - 4.0) / 2
    return halves
