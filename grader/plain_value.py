"""A value as a report holds it: data, and the plain text that is made of the data.

What a script, a page or an export needs is in it: what the value is, its shape and cells, which of
them are wrong, and where those that are kept lie in the whole. wording/value_text.py makes it from
the value itself; here nothing knows NumPy. Every view begins with `as_text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any, Literal

import msgspec

# What is shown of a plane. In characters: a terminal of 80 has room for the names in front as well.
MAX_ROWS, MAX_COLUMNS, MAX_PLANES, MAX_WIDTH = 8, 10, 4, 50
CUT_ROWS = 4
ELLIPSIS = "…"
Kind = Literal["array", "number", "text", "sequence", "parts", "raised", "words", "other"]
Index = tuple[int, ...]


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Cells of an array that stand together. start: the index that the first has in the array;
    cells: nested lists of the last two axes, or of the only one."""

    start: Index
    cells: list[Any]


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value of a counterexample.

    kind: "words" stand for a value where there is none; "raised" is an exception.
    type: as Python calls it: numpy.ndarray, torch.Tensor, list, int. "" where text says it.
    cells: nested lists, of a small array all of it; of a number or a text, itself. What JSON has
    no number for (nan, 1+2j) is text. windows: of a large array the part that is shown.
    wrong: indices of the kept cells that differ; None where nothing of this shape was beside it.
    digits: enough that cells which differ also look different.
    parts: of a tuple of arrays, each.
    text: in words or as Python writes it, where cells don't say it. marked: what differs is set in
    ‹ › in it.
    name: what it is a part of, or when it was so. shape_said: that it has this shape is the point.
    example: others would do as well. after: what is to be said below it.
    """

    kind: Kind
    type: str = ""
    shape: Index | None = None
    dtype: str | None = None
    device: str | None = None
    cells: Any = None
    windows: tuple[Window, ...] = ()
    wrong: tuple[Index, ...] | None = None
    digits: int = 6
    notes: tuple[str, ...] = ()
    parts: tuple[Value, ...] = ()
    text: str = ""
    marked: bool = False
    name: str = ""
    shape_said: bool = False
    example: bool = False
    after: str = ""


def words(text: str) -> Value:
    return Value(kind="words", text=text)


def unmarked(value: Value) -> Value:
    """The value without which of its cells are wrong."""
    parts = tuple(map(unmarked, value.parts))
    bare = str.maketrans("‹›", "  ")
    text = value.text.translate(bare) if value.marked else value.text
    return msgspec.structs.replace(value, wrong=None, parts=parts, text=text, marked=False)


def is_marked(value: Value) -> bool:
    """Whether cells that differ are set in ‹ › in its text."""
    return value.marked or bool(value.wrong) or any(map(is_marked, value.parts))


def is_in_planes(value: Value) -> bool:
    """Whether its text is [0, 1] = and the rows of that plane, and so on."""
    shape = value.shape or ()
    plain = value.kind == "array" and not value.name and not value.shape_said
    return plain and len(shape) > 2 and 0 not in shape


def as_text(value: Value) -> str:
    """Plain text that a person can compare by eye. Long arrays are cut at whole rows and columns,
    never inside a number, and say their shape."""
    said = f"such as {_content(value)}" if value.example else _content(value)
    if value.shape_said:
        said = f"shape {value.shape}\n{said}"
    if value.name and said:
        said = f"{value.name}:\n{said}"
    return f"{said}\n{value.after}" if value.after else said


def part_name(number: int, parts: int) -> str:
    """number: counted from 1."""
    return f"part {number} of {parts}"


def cell_text(cell: Any, digits: int = 6, pointed: bool = False) -> str:
    """A number: whole ones without a decimal point where the type allows it.

    pointed: floats keep it, as that they are floats is what matters.
    """
    if not isinstance(cell, float):
        return str(cell)
    shown = f"{cell:.{digits}g}"
    shown = "0" if shown == "-0" else shown
    return f"{shown}.0" if pointed and shown.lstrip("-").isdigit() else shown


def rows_shown(shape: Index, columns: int) -> int:
    """Of a plane that is cut anyway, the place that matters is enough."""
    is_whole = shape[0] <= MAX_ROWS and shape[1] <= columns
    return shape[0] if is_whole else min(shape[0], CUT_ROWS)


def corner(first: Index | None, shape: Index, columns: int) -> tuple[int, int]:
    """Where to start in a plane so that its first marked cell is on the page."""
    if first is None:
        return 0, 0
    row, column = first
    rows = rows_shown(shape, columns)
    return (
        0 if row < rows else min(row, shape[0] - rows),
        0 if column < columns else min(column, shape[1] - columns),
    )


def _content(value: Value) -> str:
    if value.kind == "parts":
        shown = (as_text(part).replace("\n", "\n  ") for part in value.parts)
        every = len(value.parts)
        return "\n".join(f"{part_name(n, every)}:\n  {part}" for n, part in enumerate(shown, 1))
    if value.kind != "array":
        return value.text
    block = _block(value)
    return f"{block}   ({', '.join(value.notes)})" if value.notes else block


class _Plane(msgspec.Struct, frozen=True):
    """A matrix of an array: where it is, where the cells that are known begin, and which are wrong
    (None: not compared)."""

    at: Index
    top: int
    left: int
    rows: list[list[Any]]
    marks: set[Index] | None


def _block(value: Value) -> str:
    shape = value.shape or ()
    if not shape:
        return cell_text(value.cells, value.digits)
    if 0 in shape:
        return f"an empty array of shape {shape}"
    planes = list(_planes(value, shape))
    if len(shape) <= 2:
        return _rows(planes[0], shape, value.digits, _brackets(shape))
    planes = [plane for plane in planes if plane.marks] or planes
    shown = []
    for plane in planes[:MAX_PLANES]:
        head = f"[{', '.join(map(str, plane.at))}] = "
        rows = _rows(plane, shape[-2:], value.digits)
        shown.append(head + rows.replace("\n", "\n" + " " * len(head)))
    total = prod(shape[:-2])
    if total > len(shown):
        shown.append(f"{ELLIPSIS} {total} planes, shape {shape}")
    return "\n".join(shown)


def _planes(value: Value, shape: Index) -> Iterator[_Plane]:
    marks: dict[Index, set[Index]] = {}
    for index in value.wrong or ():
        marks.setdefault(index[:-2], set()).add((0, *index)[-2:])
    windows = value.windows or _whole(value.cells, shape)
    for window in windows:
        index, (top, left) = window.start[:-2], (0, *window.start)[-2:]
        rows = [window.cells] if len(shape) == 1 else window.cells
        wrong = None if value.wrong is None else marks.get(index, set())
        yield _Plane(index, top, left, rows, wrong)


def _whole(cells: Any, shape: Index) -> Iterator[Window]:
    for index in product(*map(range, shape[:-2])):
        plane = cells
        for place in index:
            plane = plane[place]
        yield Window(start=(*index, *(0,) * len(shape[-2:])), cells=plane)


def _brackets(shape: Index) -> int:
    """How many brackets an array needs to look like what it is: else a matrix of one row is taken
    for a vector, and what holds one number for that number."""
    return len(shape) if shape[0] == 1 else 0


def _rows(plane: _Plane, whole: Index, digits: int, brackets: int = 0) -> str:
    """The part of a matrix or a vector that fits, with as many columns as leave room beside them.
    brackets: of a single row, what it is set in where all of it is shown."""
    shape = (1, *whole)[-2:]
    first = min(plane.marks) if plane.marks else None
    for columns in range(min(MAX_COLUMNS, shape[1]), 0, -1):
        top, left = corner(first, shape, columns)
        room = rows_shown(shape, columns), min(columns, shape[1] - left)
        cells = _cells(plane, top, left, room, digits)
        width = max(len(c) for row in cells for c in row)
        if columns * (width + (2 if brackets else 1)) <= MAX_WIDTH:
            break
    if brackets and len(cells[0]) == shape[1]:
        return "[" * brackets + ", ".join(c.strip() for c in cells[0]) + "]" * brackets
    lines = [" ".join(c.rjust(width) for c in row).rstrip() for row in cells]
    if (len(cells), len(cells[0])) != shape:
        lines = [f"{line} {ELLIPSIS}" if len(cells[0]) < shape[1] else line for line in lines]
        begins = f" from row {top}, column {left}" if len(whole) == 2 else f" from [{left}] on"
        begins = begins if (top, left) != (0, 0) else ""
        lines.append(f"{ELLIPSIS} shape {whole}{begins}")
    return "\n".join(lines)


def _cells(
    plane: _Plane, top: int, left: int, room: tuple[int, int], digits: int
) -> list[list[str]]:
    """The texts of a plane's cells from here on. room: for so many rows and columns."""
    shown, (rows, columns) = [], room
    for number, row in enumerate(plane.rows[top - plane.top :][:rows], top):
        texts = [cell_text(cell, digits) for cell in row[left - plane.left :][:columns]]
        if plane.marks is not None:
            places = enumerate(texts, left)
            texts = [f"‹{c}›" if (number, n) in plane.marks else f" {c} " for n, c in places]
        shown.append(texts)
    return shown
