"""The window under the first wrong cell of a convolution, with its products and their sum.

Shown only where it is true: the window's products must add up to the expected cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks.as_array import differing, numeric_array
from ..wording.digits import FEW
from ..wording.kept_cells import number
from .call import Call, numbers

MAX_TERMS = 12
# Below it, a float holds every whole number.
MAX_WHOLE = 2**53
# Of a stride or a padding: beyond it nobody adds up by hand.
MAX_STEP = 1000
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class _Convolution:
    """What is convolved (H, W or N, C, H, W), with what, and what comes out."""

    x: Array
    k: Array
    bias: Array | None
    stride: int
    padding: int
    expected: Array


def window(call: Call, got: Any, want: Any, digits: int = FEW) -> str | None:
    """ "output[0, 1] = 0·-1 + 2·1 = 2", or None where the call is no plain convolution.

    digits: how many a fraction has."""
    asked = _convolution(call.all_arguments, want)
    if asked is None:
        return None
    cell = _first_wrong(got, want, asked.expected)
    found = _under(asked, cell)
    if found is None:
        return None
    patch, stamp = found
    offset = None if asked.bias is None else float(asked.bias[cell[1]])
    total = float((patch * stamp).sum()) + (offset or 0.0)
    # Another operation than it looks like: a correlation turned round, say.
    if not np.isclose(total, float(asked.expected[cell])):
        return None
    return _sum(cell, patch, stamp, offset, total, digits)


def _convolution(given: Mapping[str, Any], want: Any) -> _Convolution | None:
    """The call as a convolution, as far as its arguments' names and shapes tell."""
    x, k = numbers(given.get("x")), numbers(given.get("k", given.get("w")))
    bias, expected = numbers(given.get("b")), numeric_array(want)
    stride, padding = given.get("stride", 1), given.get("padding", 0)
    if x is None or k is None or expected is None or not expected.size:
        return None
    is_plain = (
        type(stride) is type(padding) is int
        and 1 <= stride <= MAX_STEP
        and 0 <= padding <= MAX_STEP
        and {x.dtype.kind, k.dtype.kind, expected.dtype.kind} <= set("iuf")
        and x.ndim == k.ndim == expected.ndim
        and x.ndim in (2, 4)
        and (bias is None or (x.ndim == 4 and bias.shape == k.shape[:1]))
    )
    return _Convolution(x, k, bias, stride, padding, expected) if is_plain else None


def _first_wrong(got: Any, want: Any, expected: Array) -> tuple[int, ...]:
    wrong = differing(got, want)
    if wrong is None or not wrong.any():
        return (0,) * expected.ndim
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def _under(asked: _Convolution, cell: tuple[int, ...]) -> tuple[Array, Array] | None:
    """The part of the padded image under the stamp, and the stamp; None where that lies outside, or
    isn't all finite."""
    x, k = asked.x, asked.k
    if x.ndim == 4:
        if cell[0] >= len(x) or cell[1] >= len(k):
            return None
        x, k = x[cell[0]], k[cell[1]]
    sides = [(0, 0)] * (x.ndim - 2) + [(asked.padding, asked.padding)] * 2
    padded = np.pad(x, sides).astype(float)
    top, left = cell[-2] * asked.stride, cell[-1] * asked.stride
    kh, kw = k.shape[-2:]
    patch = padded[..., top : top + kh, left : left + kw]
    if patch.shape != k.shape or not np.isfinite(patch).all() or not np.isfinite(k).all():
        return None
    return patch, k


def _sum(
    cell: tuple[int, ...],
    patch: Array,
    stamp: Array,
    bias: float | None,
    total: float,
    digits: int,
) -> str:
    factors = zip(patch.ravel(), stamp.ravel(), strict=True)
    products = [f"{_exact(a, digits)}·{_exact(b, digits)}" for a, b in factors]
    if len(products) > MAX_TERMS:
        products = [*products[:MAX_TERMS], f"… {len(products) - MAX_TERMS} more"]
    terms = " + ".join(products) + (f" + bias {_exact(bias, digits)}" if bias is not None else "")
    place = ", ".join(map(str, cell))
    return f"output[{place}] = {terms} = {_exact(total, digits)}"


def _exact(value: float, digits: int) -> str:
    """Whole numbers in all their digits: the last of them may be what went wrong."""
    whole = float(value).is_integer() and abs(float(value)) < MAX_WHOLE
    return number(int(value) if whole else float(value), digits)
