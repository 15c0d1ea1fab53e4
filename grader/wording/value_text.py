"""Values as plain text that a person can compare by eye. Knows no colours.

Cells that differ are set in ‹ ›. Long arrays are cut at whole rows and columns, never inside a
number, and say their shape.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..checks.assertions import differing, numeric_array
from ..checks.mismatch import describe
from ..checks.proxy import Handle
from ..checks.sparse import unlike
from ..wire.arrays import Tensor
from ..wire.kinds import Record, Row
from ..wire.messages import Held, Ref
from ..wire.sparse import Sparse, sparse_of
from ..wire.tables import table_of
from . import seeds
from .figure_text import figure_text, is_figure
from .table_text import table_text

MAX_ROWS = 8
MAX_COLUMNS = 10
# Of a matrix, in characters: a terminal of 80 has room for the names in front as well.
MAX_WIDTH = 50
MAX_TEXT = 400
# A longer answer is no tuple of parts but a list.
MAX_PARTS = 6
ELLIPSIS = "…"


class Bare(str):
    """A text that stands for a value, and is shown as it is."""


def text(value: Any, against: Any = None, *, dtypes: bool = False, given: bool = False) -> str:
    """A value as text. against: what it was compared with; cells that differ are marked.

    dtypes: say the usual dtype too, as values beside it have another. given: it is an argument,
    whose layout and protection matter.
    """
    if (sparse := sparse_of(value)) is not None:
        return _sparse(sparse, sparse_of(against))
    if isinstance(value, Record) and is_figure(value):
        return figure_text(value, against, _in_a_line)
    if (table := table_of(value)) is not None:
        return table_text(table, table_of(against), _short)
    if _has_arrays(value):
        return _parts(value, against, dtypes)
    marks = differing(value, against) if against is not None else None
    array = _as_array(value)
    if array is None and marks is not None and isinstance(against, np.ndarray):
        array = _numbers(value)
    if array is None:
        start = _first_unlike(value, marks)
        return _short(value, pointed=_types_differ(value, against), start=start)
    other = numeric_array(against) if marks is not None else None
    block = _block(array, marks, _digits(array, other))
    notes = _dtype_note(value, dtypes or _dtypes_differ(value, against))
    notes += _memory_notes(value) if given else []
    return f"{block}   ({', '.join(notes)})" if notes else block


def _sparse(value: Sparse, against: Sparse | None) -> str:
    """Written out where there is room for it, else what is stored, from the first that differs."""
    named = f"{value.kind}, {value.nnz} stored"
    if len(value.shape) <= 2 and max(value.shape, default=0) <= MAX_COLUMNS:
        other = against.toarray() if against is not None else None
        alike = other is not None and other.shape == value.shape
        return f"{text(value.toarray(), other if alike else None)}   ({named})"
    cells = sorted(value.cells().items())
    beside = against is not None and against.shape == value.shape
    first = next(unlike(value, against, 0), None) if beside and against is not None else None
    start = next((n for n, (place, _) in enumerate(cells) if first and place >= first), 0)
    shown = cells[max(start - 1, 0) :][:MAX_ROWS]
    lines = [f"{list(place)} {number(item)}" for place, item in shown]
    more = [ELLIPSIS] if len(shown) < len(cells) else []
    return "\n".join([f"shape {value.shape} ({named})", *lines, *more])


def _in_a_line(value: Any) -> str:
    """A value among others in a line: of an array its first numbers."""
    small = isinstance(value, np.ndarray) and value.size <= 10_000
    return _short(value.tolist() if small else value)


def _has_arrays(value: Any) -> bool:
    """Whether a value is a few arrays together."""
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= MAX_PARTS:
        return False
    return any(isinstance(v, (Tensor, np.ndarray)) and v.shape != () for v in value)


def _parts(value: Any, against: Any, dtypes: bool) -> str:
    others = [None] * len(value)
    if isinstance(against, (list, tuple)) and len(against) == len(value):
        others = list(against)
    blocks = []
    for number, (part, other) in enumerate(zip(value, others, strict=True), 1):
        shown = text(part, other, dtypes=dtypes).replace("\n", "\n  ")
        blocks.append(f"{part_name(number, len(value))}:\n  {shown}")
    return "\n".join(blocks)


def part_name(number: int, parts: int) -> str:
    """number: counted from 1."""
    return f"part {number} of {parts}"


def has_noted_dtype(value: Any) -> bool:
    """Whether a value's text says its dtype even where no other does."""
    dtype = _dtype(value)
    return dtype is not None and dtype != _usual_dtype(value)


def _as_array(value: Any) -> np.ndarray[Any, Any] | None:
    if isinstance(value, Tensor):
        return np.asarray(value.array)
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "biufcUSmM" else None
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        try:
            array = np.asarray(value)
        except (ValueError, TypeError):  # rows of several lengths; objects that are no numbers
            return None
        return array if array.dtype.kind in "biuf" and array.ndim == 2 and array.size else None
    return None


def _dtype(value: Any) -> str | None:
    return str(value.dtype) if isinstance(value, (Tensor, np.ndarray)) else None


def _usual_dtype(value: Any) -> str:
    return "float32" if isinstance(value, Tensor) else "float64"


def _dtypes_differ(value: Any, against: Any) -> bool:
    """Whether one has integers where the other has floats, say; a coarser float is no reason."""
    if _dtype(value) is None or _dtype(against) is None:
        return False
    return np.asarray(value).dtype.kind != np.asarray(against).dtype.kind


def _numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """A list of numbers as an array, to stand beside the one it was compared with."""
    array = numeric_array(value) if isinstance(value, list) else None
    return array if array is not None and array.size and array.dtype.kind in "biuf" else None


def _dtype_note(value: Any, dtypes: bool) -> list[str]:
    """What the numbers don't show: an unusual dtype, or any where asked."""
    dtype = _dtype(value)
    if dtype is None or not (dtypes or has_noted_dtype(value)):
        return []
    return [f"{dtype} tensor" if isinstance(value, Tensor) else dtype]


def _memory_notes(value: Any) -> list[str]:
    """A layout, a protection."""
    if not isinstance(value, np.ndarray):
        return []
    notes = ["not contiguous"] if value.size > 1 and not value.flags.c_contiguous else []
    return [*notes, "read-only"] if not value.flags.writeable and value.base is None else notes


def _types_differ(value: Any, other: Any) -> bool:
    """Whether one has a float where the other has an int."""
    if isinstance(value, (list, tuple)) and isinstance(other, (list, tuple)):
        return any(_types_differ(a, b) for a, b in zip(value, other, strict=False))
    kinds = [_is_float(value), _is_float(other)]
    return None not in kinds and kinds[0] != kinds[1]


def _is_float(value: Any) -> bool | None:
    if isinstance(value, (float, np.floating)):
        return True
    return False if isinstance(value, (int, np.integer)) and type(value) is not bool else None


def _first_unlike(value: Any, marks: np.ndarray[Any, Any] | None) -> int:
    """Where a long list is to be shown from, so that its first difference is seen."""
    if marks is None or marks.ndim != 1 or not isinstance(value, (list, tuple)):
        return 0
    first = int(marks.argmax()) if marks.size else 0
    return first - MAX_COLUMNS // 2 if first >= MAX_COLUMNS else 0


def _short(value: Any, pointed: bool = False, start: int = 0) -> str:
    if isinstance(value, Bare):
        return str(value)
    if isinstance(value, Tensor):
        if value.shape == ():
            return f"tensor({number(value.array[()])})"
        place = f" on {value.device}" if value.device != "cpu" else ""
        return f"a tensor of shape {value.shape}{place}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.size > MAX_COLUMNS else repr(value)
    if isinstance(value, (Handle, Held, Ref)):
        return describe(value)
    if (table := table_of(value)) is not None:
        return f"{describe(value)} of {table.rows} rows"
    if isinstance(value, (bool, int, float, np.generic)):
        return number(value, pointed=pointed)
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, (list, tuple)) and not isinstance(value, Row):
        return _sequence(value, pointed, start)
    shown = seeds.text(value) or repr(value)
    return shown if len(shown) <= MAX_TEXT else shown[:MAX_TEXT] + ELLIPSIS


def _sequence(value: list[Any] | tuple[Any, ...], pointed: bool, start: int = 0) -> str:
    """start: the items before it are left out."""
    opening, closing = "[]" if isinstance(value, list) else "()"
    items = [_short(item, pointed) for item in value[start : start + MAX_COLUMNS]]
    if start:
        items.insert(0, f"{ELLIPSIS} from [{start}] on: {items.pop(0)}")
    if len(value) > MAX_COLUMNS:
        items.append(f"{ELLIPSIS} {len(value)} items")
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return f"{opening}{', '.join(items)}{comma}{closing}"


def number(value: Any, digits: int = 6, pointed: bool = False) -> str:
    """A number: whole ones without a decimal point where the type allows it.

    pointed: floats keep it, as that they are floats is what matters.
    """
    if isinstance(value, (str, bytes)):
        return repr(str(value) if isinstance(value, str) else bytes(value))[:MAX_WIDTH]
    if isinstance(value, (np.datetime64, np.timedelta64)):
        # NumPy can't say when a time is whose unit was never said.
        bare = np.datetime_data(value.dtype)[0] == "generic" and not np.isnat(value)
        return f"{int(value.view('i8'))} in no unit" if bare else str(value)
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (complex, np.complexfloating)):
        return f"{value:.{digits}g}"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    shown = f"{float(value):.{digits}g}"
    shown = "0" if shown == "-0" else shown
    return f"{shown}.0" if pointed and shown.lstrip("-").isdigit() else shown


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
    shown = []
    for index in every[:4]:
        head = f"[{', '.join(map(str, index))}] = "
        rows = _rows(array[index], None if marks is None else marks[index], digits)
        shown.append(head + rows.replace("\n", "\n" + " " * len(head)))
    total = int(np.prod(array.shape[:-2]))
    if total > len(shown):
        shown.append(f"{ELLIPSIS} {total} planes, shape {array.shape}")
    return "\n".join(shown)


def _rows(array: np.ndarray[Any, Any], marks: np.ndarray[Any, Any] | None, digits: int) -> str:
    """The part of a matrix that fits, with as many columns as leave room beside them."""
    for columns in range(min(MAX_COLUMNS, max(array.shape[1], 1)), 0, -1):
        top, left = _corner(marks, array.shape, columns)
        window = np.s_[top : top + MAX_ROWS, left : left + columns]
        part = array[window]
        cells = _cells(part, None if marks is None else marks[window], digits)
        width = max(len(c) for row in cells for c in row)
        if columns * (width + 1) <= MAX_WIDTH:
            break
    lines = [" ".join(c.rjust(width) for c in row).rstrip() for row in cells]
    if part.shape != array.shape:
        lines = [f"{line} {ELLIPSIS}" if part.shape[1] < array.shape[1] else line for line in lines]
        corner = f" from row {top}, column {left}" if (top, left) != (0, 0) else ""
        lines.append(f"{ELLIPSIS} shape {array.shape}{corner}")
    return "\n".join(lines)


def _cells(
    part: np.ndarray[Any, Any], marks: np.ndarray[Any, Any] | None, digits: int
) -> list[list[str]]:
    cells = [[number(v, digits) for v in row] for row in part]
    if marks is None:
        return cells
    return [
        [f"‹{c}›" if m else f" {c} " for c, m in zip(row, line, strict=True)]
        for row, line in zip(cells, marks, strict=True)
    ]


def _corner(
    marks: np.ndarray[Any, Any] | None, shape: tuple[int, ...], columns: int
) -> tuple[int, int]:
    """Where to start so that the first marked cell is on the page."""
    if marks is None or not marks.any():
        return 0, 0
    row, column = (int(i) for i in np.argwhere(marks)[0])
    return (
        0 if row < MAX_ROWS else min(row, shape[0] - MAX_ROWS),
        0 if column < columns else min(column, shape[1] - columns),
    )
