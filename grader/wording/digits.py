"""How many digits to show of two compared values, that numbers which differ look different.

To a reader: 7.92509e+07 and 79250945 are the same number in another form.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from ..wire.yielded import as_listed
from .kept_cells import number

Pair = tuple[Any, Any]
FEW, MOST = 6, 17
# Pairs that are looked at.
MAX_PAIRS = 100
ROUNDING = 1e-12


def enough_digits(unlike: Iterable[Pair]) -> int:
    """unlike: numbers that stand beside each other and differ."""
    shown = list(islice(unlike, MAX_PAIRS))
    # What only differs by rounding is not the point where something else differs.
    apart = [two for two in shown if not _is_close(*two)] or shown
    return next((n for n in (FEW, 9, 12) if all(_tell(*two, n) for two in apart)), MOST)


def _is_close(one: Any, other: Any) -> bool:
    mine, theirs = _as_float(one), _as_float(other)
    if not (isinstance(mine, float) and isinstance(theirs, float)):
        return False
    return math.isclose(mine, theirs, rel_tol=ROUNDING)


def _tell(one: Any, other: Any, digits: int) -> bool:
    """Whether so many digits tell two numbers apart, both written as floats."""
    return number(_as_float(one), digits) != number(_as_float(other), digits)


def _as_float(value: Any) -> Any:
    try:
        return float(value)
    except OverflowError:  # an int that no float can hold
        return value


def pairs(value: Any, against: Any) -> Iterator[Pair]:
    """The numbers of nested lists and tuples that differ, where one of them at least is a float."""
    value, against = as_listed(value), as_listed(against)
    if isinstance(value, (list, tuple)) and isinstance(against, (list, tuple)):
        for mine, theirs in zip(value, against, strict=False):
            yield from pairs(mine, theirs)
    elif _is_number(value) and _is_number(against) and value != against:
        both = (value, against)
        yield from [both] * any(isinstance(one, (float, np.floating)) for one in both)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and type(value) is not bool


def pairs_of_arrays(array: np.ndarray[Any, Any], other: np.ndarray[Any, Any] | None) -> list[Pair]:
    """The same of two arrays of one shape; nothing where they can't be compared so."""
    if other is None or other.shape != array.shape:
        return []
    kinds = {array.dtype.kind, other.dtype.kind}
    if "f" not in kinds or not kinds <= {*"iuf"}:
        return []
    unlike = array != other
    return list(zip(array[unlike][:MAX_PAIRS], other[unlike][:MAX_PAIRS], strict=True))
