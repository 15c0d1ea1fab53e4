"""The window under the first wrong cell of a convolution, with its products and their sum.

Shown only where it is true: the window's products must add up to the expected cell.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..checks.assertions import differing, numeric_array
from ..wording.kept_cells import number
from .call import Call, numbers

MAX_TERMS = 12
# Of a stride or a padding: beyond it nobody adds up by hand.
MAX_STEP = 1000
Array = np.ndarray[Any, Any]


def window(call: Call, got: Any, want: Any) -> str | None:
    """ "output[0, 1] = 0·-1 + 2·1 = 2", or None where the call is no plain convolution."""
    given = call.all_arguments
    x, k = numbers(given.get("x")), numbers(given.get("k", given.get("w")))
    expected = numeric_array(want)
    stride, padding = given.get("stride", 1), given.get("padding", 0)
    if x is None or k is None or expected is None or not expected.size:
        return None
    if type(stride) is not int or type(padding) is not int:
        return None
    if not 1 <= stride <= MAX_STEP or not 0 <= padding <= MAX_STEP:
        return None
    if {x.dtype.kind, k.dtype.kind, expected.dtype.kind} - set("iuf"):
        return None
    if x.ndim != k.ndim or x.ndim not in (2, 4) or expected.ndim != x.ndim:
        return None
    cell = _first_wrong(got, want, expected)
    if x.ndim == 4 and (cell[0] >= len(x) or cell[1] >= len(k)):
        return None
    patch, stamp = _under(x, k, cell, stride, padding)
    if patch is None or patch.shape != stamp.shape:
        return None
    if not np.isfinite(patch).all() or not np.isfinite(stamp).all():
        return None
    bias = numbers(given.get("b"))
    if bias is not None and (x.ndim != 4 or bias.shape != k.shape[:1]):
        return None
    offset = float(bias[cell[1]]) if bias is not None else 0.0
    total = float((patch * stamp).sum()) + offset
    if not np.isclose(total, float(expected[cell])):
        return None
    return _sum(cell, patch, stamp, offset if bias is not None else None, total)


def _first_wrong(got: Any, want: Any, expected: Array) -> tuple[int, ...]:
    wrong = differing(got, want)
    if wrong is None or not wrong.any():
        return (0,) * expected.ndim
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def _under(
    x: Array, k: Array, cell: tuple[int, ...], stride: int, padding: int
) -> tuple[Array | None, Array]:
    """The part of the padded image under the stamp, and the stamp."""
    image = x if x.ndim == 2 else x[cell[0]]
    stamp = k if k.ndim == 2 else k[cell[1]]
    sides = [(0, 0)] * (image.ndim - 2) + [(padding, padding)] * 2
    padded = np.pad(image, sides).astype(float)
    top, left = cell[-2] * stride, cell[-1] * stride
    kh, kw = stamp.shape[-2:]
    if top + kh > padded.shape[-2] or left + kw > padded.shape[-1]:
        return None, stamp
    return padded[..., top : top + kh, left : left + kw], stamp


def _sum(
    cell: tuple[int, ...], patch: Array, stamp: Array, bias: float | None, total: float
) -> str:
    products = [
        f"{number(a)}·{number(b)}" for a, b in zip(patch.ravel(), stamp.ravel(), strict=True)
    ]
    if len(products) > MAX_TERMS:
        products = [*products[:MAX_TERMS], f"… {len(products) - MAX_TERMS} more"]
    terms = " + ".join(products) + (f" + bias {number(bias)}" if bias is not None else "")
    place = ", ".join(map(str, cell))
    return f"output[{place}] = {terms} = {number(total)}"
