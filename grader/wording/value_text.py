"""What a report holds of a value, and its text: plain_value.py has the data and lays it out; here
is what needs NumPy. Knows no colours."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import numpy as np
from msgspec import structs

from ..checks.as_array import differing, numeric_array
from ..checks.mismatch import describe
from ..checks.proxy import Handle
from ..checks.sparse import unlike
from ..imported.shared_folder import in_the_tests_folder
from ..plain_value import ELLIPSIS, MAX_COLUMNS, MAX_ROWS, Kind, Value, as_text
from ..wire.arrays import Tensor
from ..wire.data import Held, Ref
from ..wire.kinds import Record, Row
from ..wire.names import SHARED_FOLDER
from ..wire.sparse import Sparse, sparse_of
from ..wire.tables import table_of
from ..wire.yielded import Yielded, as_listed
from . import seeds
from .digits import FEW, enough_digits, pairs, pairs_of_arrays
from .figure_text import figure_text, is_figure
from .kept_cells import MAX_WHOLE, cell, kept, number, places_of
from .table_text import table_text

MAX_TEXT = 400
# A longer answer is no tuple of parts but a list.
MAX_PARTS = 6


class Bare(str):
    """A text that stands for a value, and is shown as it is."""


def text(value: Any, against: Any = None, *, dtypes: bool = False, given: bool = False) -> str:
    """A value as text; what is asked for as in `as_data`."""
    return as_text(as_data(value, against, dtypes=dtypes, given=given))


def as_data(
    value: Any,
    against: Any = None,
    *,
    dtypes: bool = False,
    given: bool = False,
    digits: int = FEW,
) -> Value:
    """A value as a report holds it. against: what it was compared with; cells that differ are
    marked.

    dtypes: say the usual dtype too, as values beside it have another. given: it is an argument,
    whose layout and protection matter. digits: how many of each number at least.
    """
    if isinstance(value, Yielded):
        listed = as_data(value.gave, as_listed(against), dtypes=dtypes, given=given)
        return structs.replace(listed, type="")
    against = as_listed(against)
    if (own := _in_its_own_way(value, against)) is not None:
        return own
    if _has_arrays(value):
        return Value(kind="parts", type=_type(value), parts=_parts(value, against, dtypes))
    marks = differing(value, against) if against is not None else None
    array = _as_array(value)
    if array is None and marks is not None and isinstance(against, np.ndarray):
        array = _numbers(value)
    if array is None:
        return _written(value, against, marks, given, digits)
    other = numeric_array(against) if marks is not None else None
    digits = max(digits, enough_digits(pairs_of_arrays(array, other)))
    notes = _dtype_note(value, dtypes or _dtypes_differ(value, against))
    notes += _memory_notes(value) if given else []
    return Value(
        kind="array",
        type=_type(value),
        shape=array.shape,
        dtype=_dtype(value),
        device=value.device if isinstance(value, Tensor) else None,
        digits=digits,
        notes=tuple(notes),
        **kept(array, marks, digits),
    )


def _in_its_own_way(value: Any, against: Any) -> Value | None:
    """What has a text of its own, marks and all: a sparse array, a figure, a table."""
    if (sparse := sparse_of(value)) is not None:
        kind, shown = sparse.kind, _sparse(sparse, sparse_of(against))
    elif isinstance(value, Record) and is_figure(value):
        kind, shown = describe(value), figure_text(value, against, _in_a_line)
    elif (table := table_of(value)) is not None:
        kind, shown = describe(value), table_text(table, table_of(against), _short)
    elif isinstance(value, Row) and (value._name, *value._names) in _CONVERSATIONS:
        return Value(kind="other", type="", text=_conversation(value))
    else:
        return None
    kind = kind.removeprefix("a ")
    return Value(kind="other", type=kind, text=shown, marked=against is not None and "‹" in shown)


# What a check has of a call that reads and prints, and of a program, with their parts.
_CONVERSATIONS = (
    ("Talked", "value", "printed", "files"),
    ("Ran", "stdout", "stderr", "code", "error", "files"),
)
# Its parts in words, the first of them whatever it is. What ended a program is said beside it.
_SAID = {
    "value": "{}",
    "code": "exit status {}",
    "printed": "printed {}",
    "stdout": "printed {}",
    "stderr": "printed {} to stderr",
    "files": "files {}",
}


def _conversation(value: Row) -> str:
    """The plain value, then what was printed and written, where anything was."""
    parts = dict(zip(value._names, value, strict=True))
    said = (
        words.format(_short(parts[name]))
        for name, words in _SAID.items()
        if name in parts and (name in ("value", "code") or parts[name])
    )
    return ", ".join(said)


def _written(
    value: Any, against: Any, marks: np.ndarray[Any, Any] | None, given: bool, digits: int
) -> Value:
    """What is no array, as Python writes it; its numbers and texts are data all the same."""
    start = _first_unlike(value, marks)
    digits = max(digits, enough_digits(pairs(value, against)))
    shown = _short(value, pointed=_types_differ(value, against), start=start, digits=digits)
    kind = _kind(value)
    if given and kind == "sequence" and len(value) <= MAX_WHOLE:
        # Whoever is to try it needs all of it.
        whole = _sequence(value, pointed=False, digits=digits, most=len(value))
        shown = whole if len(whole) <= MAX_TEXT else shown
    cells = _items(value, [MAX_WHOLE]) if kind != "words" else None
    if cells is _TOO_MUCH or kind in ("words", "other"):
        digits = FEW if kind == "words" else digits
        return Value(kind=kind, type=_type(value), text=shown, digits=digits)
    wrong = places_of(marks) if kind == "sequence" else None
    return Value(kind=kind, type=_type(value), text=shown, cells=cells, wrong=wrong, digits=digits)


def _kind(value: Any) -> Kind:
    if isinstance(value, Bare):
        return "words"
    if isinstance(value, Record):  # an IntEnum's member too, which has a name
        return "other"
    if isinstance(value, (bool, int, float, np.generic)):
        return "number"
    if isinstance(value, str):
        return "text"
    return "sequence" if type(value) in (list, tuple) else "other"


# What is no number or text, or more of them than a report keeps.
_TOO_MUCH = object()


def _items(value: Any, left: list[int]) -> Any:
    """The numbers and texts of nested lists and tuples; left: how many there may be."""
    left[0] -= 1
    if left[0] < 0:
        return _TOO_MUCH
    if type(value) in (list, tuple):
        items = [_items(item, left) for item in value[: MAX_WHOLE + 1]]
        return _TOO_MUCH if any(item is _TOO_MUCH for item in items) else items
    if value is None or type(value) is str:
        return value if value is None or len(value) <= MAX_TEXT else _TOO_MUCH
    is_number = isinstance(value, (bool, int, float, np.number, np.bool_))
    is_number = is_number and not isinstance(value, Record)
    return cell(value, 17) if is_number else _TOO_MUCH


def _type(value: Any) -> str:
    """As Python calls it, where it is a type that everybody knows."""
    if isinstance(value, Tensor):
        return "torch.Tensor"
    if isinstance(value, (np.ndarray, np.generic)):
        return f"numpy.{'ndarray' if isinstance(value, np.ndarray) else type(value).__name__}"
    plain = type(value).__module__ == "builtins"
    return type(value).__name__ if plain else ""


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


def _parts(value: Any, against: Any, dtypes: bool) -> tuple[Value, ...]:
    others = [None] * len(value)
    if isinstance(against, (list, tuple)) and len(against) == len(value):
        others = list(against)
    pairs = zip(value, others, strict=True)
    return tuple(as_data(part, other, dtypes=dtypes) for part, other in pairs)


def has_noted_dtype(value: Any) -> bool:
    """Whether a value's text says its dtype even where no other does."""
    dtype = _dtype(value)
    return dtype is not None and dtype != _usual_dtype(value)


def _as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """What is laid out as a grid: an array, a tensor, or rows of numbers."""
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "biufcUSmM" else None
    if isinstance(value, list):
        if not all(isinstance(row, (list, Yielded)) for row in value):
            return None
        array = _numbers(value)
        return array if array is not None and array.ndim == 2 else None
    return numeric_array(value) if isinstance(value, Tensor) else None


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
    if isinstance(value, Tensor):
        return ["not contiguous"] if value.array.size > 1 and not value.contiguous else []
    if not isinstance(value, np.ndarray):
        return []
    notes = ["not contiguous"] if value.size > 1 and not value.flags.c_contiguous else []
    return [*notes, "read-only"] if not value.flags.writeable and value.base is None else notes


def _types_differ(value: Any, other: Any) -> bool:
    """Whether one has a float where the other has an int."""
    value, other = as_listed(value), as_listed(other)
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


def _short(value: Any, pointed: bool = False, start: int = 0, digits: int = 6) -> str:
    value = as_listed(value)
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
    if isinstance(value, (bool, int, float, np.generic)) and not isinstance(value, Record):
        return number(value, digits, pointed)
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, PurePath) and (inside := in_the_tests_folder(value)) is not None:
        return f"{SHARED_FOLDER} / {inside!r}" if inside else SHARED_FOLDER
    if isinstance(value, (list, tuple)) and not isinstance(value, Row) and not _is_call(value):
        return _sequence(value, pointed, start, digits)
    shown = seeds.text(value) or repr(value)
    return shown if len(shown) <= MAX_TEXT else shown[:MAX_TEXT] + ELLIPSIS


def _is_call(value: Any) -> bool:
    """Whether it is a mock's `call(1)`, a tuple that is written as what it means."""
    return (type(value).__module__, type(value).__name__) == ("unittest.mock", "_Call")


def _sequence(
    value: list[Any] | tuple[Any, ...],
    pointed: bool,
    start: int = 0,
    digits: int = 6,
    most: int = MAX_COLUMNS,
) -> str:
    """start: the items before it are left out."""
    opening, closing = "[]" if isinstance(value, list) else "()"
    items = [_short(item, pointed, digits=digits) for item in value[start : start + most]]
    if start:
        items.insert(0, f"{ELLIPSIS} from [{start}] on: {items.pop(0)}")
    if len(value) > most:
        items.append(f"{ELLIPSIS} {len(value)} items")
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return f"{opening}{', '.join(items)}{comma}{closing}"
