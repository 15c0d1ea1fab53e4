"""What is wrong with an answer, and how values and their types are called when that is said."""

from __future__ import annotations

import re
from array import array
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from ..wire.arrays import Tensor
from ..wire.data import Held, Ref
from ..wire.kinds import Record, Row
from ..wire.sparse import sparse_of
from ..wire.tables import table_of
from ..wire.yielded import Yielded, as_listed
from .proxy import Handle

# Class names that say something else without their module: array.array is no NumPy array.
_TAKEN = ("array", "ndarray", "Tensor")
# What a nest of numbers may be made of.
_ROWS = (list, tuple, deque, range, np.ndarray, Tensor, Yielded)
# Of a value that is named inside a sentence.
MAX_SHOWN = 60
# Of what is said of one wrong answer, which is kept for each case that fails.
MAX_MESSAGE = 10_000
_wanted: list[Any] = []


class Mismatch(AssertionError):
    """An answer is wrong. kind: missing, type, shape, dtype, finite, values, device, raised,
    not_raised, changed, shares, calls, state, lasting, stale, items, or property."""

    def __init__(
        self, kind: str, message: str, got: Any = None, want: Any = None, place: str = ""
    ) -> None:
        """place: where inside the answer the first difference is, as Python would index it."""
        super().__init__(kind, message)
        self.kind = kind
        self.message = message if len(message) <= MAX_MESSAGE else message[: MAX_MESSAGE - 1] + "…"
        self.got = got
        self.want = want
        self.place = place
        # Whether got is no part of an answer any more, as it was asked for again.
        self.alone = False

    def __str__(self) -> str:
        """What plain pytest prints; a report says it in its own way. Made for whoever asks: to
        write out two arrays takes longer than to compare them, and hundreds of cases may fail."""
        said = self.message
        return said or f"{self.kind}: got {_repr(self.got):.200}, expected {_repr(self.want):.200}"


def wanted(value: Any) -> None:
    """Remembers what an answer is compared with, in the order in which a check's body does it."""
    _wanted.append(value)


def take_wanted() -> list[Any]:
    """What answers were compared with since the last call."""
    taken = _wanted.copy()
    _wanted.clear()
    return taken


@contextmanager
def inside(place: str, got: Any, want: Any) -> Iterator[None]:
    """What differs in here, differs at this place of the two."""
    try:
        yield
    except Mismatch as wrong:
        if wrong.alone:
            raise
        said = wrong.message.partition(": ")[2] if wrong.place else wrong.message
        if wrong.kind == "missing" and not wrong.place:
            said = ""
        said = said or f"returned {shown(wrong.got)}, expected {shown(wrong.want)}"
        where = place + wrong.place
        said = f"{_in_words(where, want)}: {said}" if where else wrong.message
        raise Mismatch(wrong.kind, said, got, want, where) from None


def _in_words(where: str, want: Any) -> str:
    """A place as Python would index it; a field of one of many dictionaries as that of a row."""
    found = re.fullmatch(r"\[(\d+)\]\[('[^']*'|\"[^\"]*\")\]", where)
    want = as_listed(want)
    rows = isinstance(want, (list, tuple)) and all(isinstance(row, dict) for row in want)
    return f"in row {found[1]}, {found[2]}" if found and rows else f"at {where}"


@contextmanager
def shown_as(want: Any, computed: Any, got: Any) -> Iterator[None]:
    """A list of numbers that is compared as an array is shown as the list that it is."""
    try:
        yield
    except Mismatch as wrong:
        is_array = isinstance(got, (np.ndarray, np.generic, Tensor))
        if wrong.want is not computed or computed.ndim != 1 or is_array:
            raise
        raise Mismatch(wrong.kind, wrong.message, got, want) from None


def shown(value: Any) -> str:
    """A value inside a sentence."""
    small = isinstance(value, np.ndarray) and value.size <= MAX_SHOWN
    text = repr(value.tolist()) if small else _repr(value)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _repr(value: Any) -> str:
    """With arrays in short: a thousand numbers on 16 axes take a tenth of a second to write."""
    with np.printoptions(threshold=MAX_SHOWN, edgeitems=3):
        return repr(as_listed(value))


def describe(value: Any) -> str:
    """The type of a value as a student would say it."""
    if value is None:
        return "None"
    if isinstance(value, (Handle, Held)):
        return _held(value.types)
    if isinstance(value, Ref):
        return "an object"
    if isinstance(value, Tensor):
        return "a torch tensor"
    if isinstance(value, np.ndarray):
        return "a NumPy array"
    if (sparse := sparse_of(value)) is not None:
        return with_article(sparse.kind)
    if (table := table_of(value)) is not None:
        return f"a {table.kind.replace('.', ' ')}"
    if isinstance(value, np.generic):
        return f"a NumPy {type(value).__name__}"
    if isinstance(value, (Record, Row)):
        return with_article(value._name.rpartition(".")[2])
    if isinstance(value, Yielded):
        return with_article(value.kind.replace("_", " "))
    if isinstance(value, array):
        return "an array.array"
    return with_article(type(value).__name__)


def wrong_type(got: Any, want: Any) -> Mismatch:
    """The answer is another sort of thing."""
    mine, theirs = describe(got), describe(want)
    if mine == theirs and isinstance(got, (Record, Row)) and isinstance(want, (Record, Row)):
        mine, theirs = f"{mine} that is {_sort(got)}", f"one that is {_sort(want)}"
    return Mismatch("type", f"returned {mine}, expected {theirs}", got, want)


def _sort(value: Record | Row) -> str:
    """What an object is besides one of its class."""
    if isinstance(value, Row):
        return "a named tuple"
    return {"enum": "a member of an Enum", "attrs": "an attrs object"}.get(
        value._kind, with_article(value._kind)
    )


def describe_nest(value: Any) -> str:
    """A list or a tuple that holds rows, with what those are: a list of lists. What gives its rows
    one after the other, such as a generator, is that and no more."""
    said = describe(value)
    if not isinstance(value, (list, tuple, deque)):
        return said
    rows = {describe(item) for item in value}
    if len(rows) != 1 or not all(isinstance(item, _ROWS) for item in value):
        return said
    return f"{said} of {rows.pop().partition(' ')[2]}s"


def not_an_array(got: Any, asked: str) -> str:
    if isinstance(rows := as_listed(got), (list, tuple)):
        lengths = {len(row) for row in map(as_listed, rows) if isinstance(row, (list, tuple))}
        if len(lengths) > 1:
            few = ", ".join(map(str, sorted(lengths)[:5])) + (", …" if len(lengths) > 5 else "")
            return f"returned rows of different lengths ([{few}]), expected {asked}"
        whole = f"{asked} of numbers" if asked == "a list" else asked
        return f"returned {describe(got)} of something other than numbers, expected {whole}"
    mine = describe(got)
    whole = f"{asked} of numbers" if mine.startswith(f"{asked} of ") else asked  # … of <U7
    return f"returned {mine}, expected {whole}"


def shapes(got: tuple[int, ...], want: tuple[int, ...], listed: bool = False) -> str:
    """listed: lists have no shape, and whoever writes them counts rows."""
    sizes = [
        _listed(shape) if listed and len(shape) <= 2 else f"shape {shape}" for shape in (got, want)
    ]
    text = f"returned {sizes[0]}, expected {sizes[1]}"
    if got == want[::-1]:
        text += ": rows and columns are swapped" if len(want) == 2 else ": the axes are reversed"
    return text


def its_shape(got: object, want: tuple[int, ...]) -> str | None:
    """What is said of an answer that is the right one's shape: of a pair, the shape is (2,)."""
    if not isinstance(got, tuple) or any(type(n) is not int for n in got) or got != want:
        return None
    return f"returned {got}, which is the right answer's shape and not the answer"


def _listed(shape: tuple[int, ...]) -> str:
    if 0 in shape[:1]:
        return "an empty list"
    if len(shape) < 2:
        return f"a list of {_many(shape[0], 'number')}" if shape else "a number"
    each = "" if shape[0] == 1 else " each"
    return f"{_many(shape[0], 'row')} of {_many(shape[1], 'number')}{each}"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _held(types: tuple[str, ...]) -> str:
    """What stayed in the worker: by its class, or what was said in place of a value."""
    if not types or not types[0]:
        return "an object"
    if types[0].startswith(("a ", "an ")):
        return types[0]
    if "type" in types:
        return "a class"
    short = types[0].rpartition(".")[2]
    return with_article(types[0] if short in _TAKEN else short)


def with_article(name: str) -> str:
    """an int, a list, an R, an LSTM: as it is spoken."""
    spelled = name.isupper() and name[:1] in set("AEFHILMNORSX")
    return f"{'an' if spelled or name[:1].lower() in set('aeio') else 'a'} {name}"
