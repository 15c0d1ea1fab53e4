"""Values as plain text that a person can compare by eye. Knows no colours.

Cells that differ are set in ‹ ›. Long arrays are cut at whole rows and columns, never inside a
number, and say their shape.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..checks.compare import differing
from ..checks.proxy import Handle
from ..worker.values import Tensor

MAX_ROWS = 8
MAX_COLUMNS = 10
MAX_TEXT = 400
ELLIPSIS = "…"


def text(value: Any, against: Any = None) -> str:
    """A value as text. against: what it was compared with; cells that differ are marked."""
    array = _as_array(value)
    if array is None:
        return _short(value)
    marks = differing(value, against) if against is not None else None
    digits = _digits(array, None if against is None or marks is None else np.asarray(against))
    note = _note(value)
    return f"{_block(array, marks, digits)}{note}"


def _as_array(value: Any) -> np.ndarray[Any, Any] | None:
    if isinstance(value, Tensor):
        return None if value.device == "meta" else np.asarray(value.array)
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "biufc" else None
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        try:
            array = np.asarray(value)
        except ValueError:
            return None
        return array if array.dtype.kind in "biuf" and array.ndim == 2 else None
    return None


def _note(value: Any) -> str:
    """What the numbers don't show: a dtype other than float64, a layout, a protection."""
    if isinstance(value, Tensor):
        return f"   ({value.dtype} tensor)" if value.dtype != "float32" else ""
    if not isinstance(value, np.ndarray):
        return ""
    notes = [str(value.dtype)] if value.dtype != np.float64 else []
    if value.size > 1 and not value.flags.c_contiguous:
        notes.append("not contiguous")
    if not value.flags.writeable and value.base is None:
        notes.append("read-only")
    return f"   ({', '.join(notes)})" if notes else ""


def _short(value: Any) -> str:
    if isinstance(value, Tensor):
        return f"a tensor of shape {value.shape} on {value.device}"
    if isinstance(value, Handle):
        return f"a {value.types[0]}" if value.types else "an object"
    if isinstance(value, (bool, int, float, np.generic)):
        return number(value)
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, (list, tuple)):
        return _sequence(value)
    shown = repr(value)
    return shown if len(shown) <= MAX_TEXT else shown[:MAX_TEXT] + ELLIPSIS


def _sequence(value: list[Any] | tuple[Any, ...]) -> str:
    opening, closing = "[]" if isinstance(value, list) else "()"
    items = [_short(item) for item in value[:MAX_COLUMNS]]
    if len(value) > MAX_COLUMNS:
        items.append(f"{ELLIPSIS} {len(value)} items")
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return f"{opening}{', '.join(items)}{comma}{closing}"


def number(value: Any, digits: int = 6) -> str:
    """A number: whole ones without a decimal point where the type allows it."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (complex, np.complexfloating)):
        return f"{value:.{digits}g}"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    shown = f"{float(value):.{digits}g}"
    return "0" if shown == "-0" else shown


def _digits(array: np.ndarray[Any, Any], other: np.ndarray[Any, Any] | None) -> int:
    """Enough digits that cells which differ also look different."""
    if other is None or other.shape != array.shape or array.dtype.kind not in "f":
        return 6
    for digits in (6, 9, 12):
        unlike = array != other
        if all(
            number(a, digits) != number(b, digits)
            for a, b in zip(array[unlike][:20], other[unlike][:20], strict=True)
        ):
            return digits
    return 17


def _block(array: np.ndarray[Any, Any], marks: np.ndarray[Any, Any] | None, digits: int) -> str:
    if array.ndim == 0:
        return number(array[()], digits)
    if not array.size:
        return f"an empty array of shape {array.shape}"
    if array.ndim == 1:
        array, marks = array[None], None if marks is None else marks[None]
    if array.ndim == 2:
        return _rows(array, marks, digits)
    return _planes(array, marks, digits)


def _planes(array: np.ndarray[Any, Any], marks: np.ndarray[Any, Any] | None, digits: int) -> str:
    """An array of more than two axes as titled planes; the ones with marks first."""
    every = list(np.ndindex(array.shape[:-2]))
    if marks is not None:
        every = [i for i in every if marks[i].any()] or every
    shown = [
        f"[{', '.join(map(str, index))}] "
        + _rows(array[index], None if marks is None else marks[index], digits).replace(
            "\n", "\n" + " " * (3 * (array.ndim - 2) + 0)
        )
        for index in every[:4]
    ]
    total = int(np.prod(array.shape[:-2]))
    if total > len(shown):
        shown.append(f"{ELLIPSIS} {total} planes, shape {array.shape}")
    return "\n".join(shown)


def _rows(array: np.ndarray[Any, Any], marks: np.ndarray[Any, Any] | None, digits: int) -> str:
    top, left = _corner(marks, array.shape)
    part = array[top : top + MAX_ROWS, left : left + MAX_COLUMNS]
    cells = [[number(v, digits) for v in row] for row in part]
    if marks is not None:
        cut = marks[top : top + MAX_ROWS, left : left + MAX_COLUMNS]
        cells = [
            [f"‹{c}›" if m else f" {c} " for c, m in zip(row, line, strict=True)]
            for row, line in zip(cells, cut, strict=True)
        ]
    width = max(len(c) for row in cells for c in row)
    lines = [" ".join(c.rjust(width) for c in row).rstrip() for row in cells]
    if part.shape != array.shape:
        lines = [f"{line} {ELLIPSIS}" if part.shape[1] < array.shape[1] else line for line in lines]
        corner = f" from row {top}, column {left}" if (top, left) != (0, 0) else ""
        lines.append(f"{ELLIPSIS} shape {array.shape}{corner}")
    return "\n".join(lines)


def _corner(marks: np.ndarray[Any, Any] | None, shape: tuple[int, ...]) -> tuple[int, int]:
    """Where to start so that the first marked cell is on the page."""
    if marks is None or not marks.any():
        return 0, 0
    row, column = (int(i) for i in np.argwhere(marks)[0])
    return (
        0 if row < MAX_ROWS else min(row, shape[0] - MAX_ROWS),
        0 if column < MAX_COLUMNS else min(column, shape[1] - MAX_COLUMNS),
    )
