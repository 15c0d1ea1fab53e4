"""Values as arrays of numbers, and which cells of two of them differ."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import numpy as np

from ..wire.arrays import Tensor
from ..wire.yielded import as_listed

# Relative to the largest expected magnitude: wide enough for any order of summation and for FFTs.
TOLERANCE = {"float64": 1e-6, "float32": 1e-4, "float16": 1e-2, "bfloat16": 3e-2}
# Kinds of dtype that are numbers or truths.
NUMERIC = "biufc"
# The length of all ranges in an answer.
MAX_RANGES = 10**6
# Signs of all texts in an answer, each as wide as the longest.
MAX_TEXTS = 5 * 10**6


def numeric_array(value: Any) -> np.ndarray[Any, Any] | None:
    """A rectangular nest of numbers as an array; None for anything else."""
    if isinstance(value, Tensor):
        return np.asarray(value.array)
    if isinstance(value, (np.ndarray, np.generic)):
        return np.asarray(value)
    try:
        array = np.asarray(_plain(value, Counter()))
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.kind in NUMERIC else None


def as_floats(value: Any) -> np.ndarray[Any, Any]:
    """An answer as an array of float64, for a check that goes on computing with it. Raises
    TypeError or ValueError for what is no nest of real numbers: None, text, complex numbers, rows
    of different lengths. However large the answer is made to look, that costs little."""
    if value is None:
        raise TypeError
    array = np.asarray(_plain(value, Counter()))
    # Not for complex numbers, whose imaginary part would be dropped with a warning.
    return array.astype(float, casting="unsafe" if array.dtype == object else "same_kind")


def _plain(value: Any, ranges: Counter[str]) -> Any:
    """A nest of lists for NumPy. Raises TypeError for what is no number anyway and would fill the
    memory on its way to an array: text (as wide everywhere as the longest), or a range (a few bytes
    for any number of numbers)."""
    value = as_listed(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item, ranges) for item in value]
    if isinstance(value, range):
        ranges["length"] += len(value)
    if isinstance(value, (str, bytes)) or ranges["length"] > MAX_RANGES:
        raise TypeError
    return value.array if isinstance(value, Tensor) else value


def array_like(value: Any, want: Any) -> np.ndarray[Any, Any] | None:
    """An answer as an array beside one: a nest of texts too, where texts are asked for."""
    array, value = numeric_array(value), as_listed(value)
    if array is None and want.dtype.kind in "US" and isinstance(value, (list, tuple)):
        kind = str if want.dtype.kind == "U" else bytes
        texts = all(isinstance(item, kind) for item in value)
        # Each is as wide in the array as the longest.
        if texts and len(value) * max(map(len, value), default=0) <= MAX_TEXTS:
            return np.asarray(value)
    return array


def coarseness(value: Any) -> float:
    dtype = value.dtype if isinstance(value, Tensor) else str(getattr(value, "dtype", "float64"))
    return TOLERANCE.get(str(dtype), TOLERANCE["float64"])


def scale(expected: Any) -> float:
    """The largest expected magnitude, at least 1. Of the finite ones: next to an infinity every
    answer would be close enough."""
    finite = expected[np.isfinite(expected)]
    # A complex number's may be more than a float can hold.
    return min(max(1.0, float(np.abs(finite).max(initial=0))), sys.float_info.max)


def whole_numbers(array: Any, expected: Any) -> bool:
    """Whether both are integers: those are equal or not, however large they are."""
    return bool(array.dtype.kind in "iu" and expected.dtype.kind in "iu")


def same_cells(array: Any, expected: Any) -> np.ndarray[Any, Any]:
    """Which cells of text, bytes, time or integers are equal; a time that is none equals itself."""
    same: np.ndarray[Any, Any] = np.asarray(array == expected)
    if expected.dtype.kind in "mM":
        same = same | (np.isnat(array) & np.isnat(expected))
    return same


def differing(got: Any, want: Any) -> np.ndarray[Any, Any] | None:
    """Which cells differ, for a view; None when the two have no common shape."""
    mine, theirs = numeric_array(got), numeric_array(want)
    if mine is None or theirs is None or mine.shape != theirs.shape:
        return None
    kinds = {mine.dtype.kind, theirs.dtype.kind}
    if (len(kinds) == 1 and kinds <= set("USmM")) or whole_numbers(mine, theirs):
        return ~same_cells(mine, theirs)
    if kinds - set("iufc"):
        return None
    allowed = max(coarseness(got), coarseness(want)) * scale(theirs)
    return ~close_cells(mine, theirs, allowed)


def close_cells(array: Any, expected: Any, allowed: float) -> np.ndarray[Any, Any]:
    """Which numbers differ by no more than is allowed; NaN is close to itself."""
    # Beside float16, NumPy takes what is allowed for a float16 as well: 1e-12 would be 0.
    wide = expected.astype(float) if expected.dtype == np.float16 else expected
    with np.errstate(over="ignore"):  # from one end of the floats to the other is far
        same: np.ndarray[Any, Any] = np.isclose(array, wide, rtol=0, atol=allowed, equal_nan=True)
    return same
