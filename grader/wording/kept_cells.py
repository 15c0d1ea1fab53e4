"""The cells of an array that a report keeps: all of a small one, of a large one what is shown of
it, which is where it first differs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from math import isfinite
from typing import Any

import numpy as np

from ..plain_value import (
    MAX_COLUMNS,
    MAX_PLANES,
    MAX_WIDTH,
    Window,
    cell_text,
    corner,
    rows_shown,
)

# Of a small array every cell is kept.
MAX_WHOLE = 256
# What has more than 64 bits is text.
MAX_INTEGER = 2**63
# From where to where a part lies along each axis.
Box = tuple[tuple[int, int], ...]


def number(value: Any, digits: int = 6, pointed: bool = False) -> str:
    """A number, as plain_value.py says; or what stands in its place in an array."""
    if isinstance(value, (str, bytes)):
        return repr(str(value) if isinstance(value, str) else bytes(value))[:MAX_WIDTH]
    if isinstance(value, (np.datetime64, np.timedelta64)):
        # NumPy can't say when a time is whose unit was never said.
        bare = np.datetime_data(value.dtype)[0] == "generic" and not np.isnat(value)
        return f"{int(value.view('i8'))} in no unit" if bare else str(value)
    if isinstance(value, (complex, np.complexfloating)):
        return f"{value:.{digits}g}"
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    plain = int(value) if isinstance(value, (int, np.integer)) else float(value)
    return cell_text(plain, digits, pointed)


def cell(value: Any, digits: int) -> bool | int | float | str:
    """As JSON has it; where it has no such number, as text."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, np.timedelta64):
        return number(value)
    if isinstance(value, (int, np.integer)):
        return int(value) if -MAX_INTEGER <= value <= MAX_INTEGER else number(value)
    if isinstance(value, (float, np.floating)) and isfinite(value):
        plain = float(value)
        return plain if isfinite(plain) else cell_text(plain)
    return number(value, digits)


def _nested(array: np.ndarray[Any, Any], digits: int) -> Any:
    if array.ndim == 0:
        return cell(array[()], digits)
    if array.ndim == 1:
        return [cell(item, digits) for item in array]
    return [_nested(row, digits) for row in array]


def kept(
    array: np.ndarray[Any, Any], marks: np.ndarray[Any, Any] | None, digits: int
) -> dict[str, Any]:
    """A small array's cells, or the windows of a large one; and which of these are wrong."""
    if not array.size:
        return {"wrong": None if marks is None else ()}
    if array.size <= MAX_WHOLE:
        return {"cells": _nested(array, digits), "wrong": places_of(marks)}
    boxes = [_box(index, array.shape, marks) for index in _shown_planes(array.shape, marks)]
    windows = [
        Window(start=tuple(n for n, _ in box), cells=_nested(array[_slices(box)], digits))
        for box in boxes
    ]
    every = None if marks is None else [_within(marks, box) for box in boxes]
    wrong = None if every is None else tuple(place for places in every for place in places)
    return {"windows": tuple(windows), "wrong": wrong}


def places_of(marks: np.ndarray[Any, Any] | None) -> tuple[tuple[int, ...], ...] | None:
    return None if marks is None else tuple(tuple(map(int, place)) for place in np.argwhere(marks))


def _shown_planes(
    shape: tuple[int, ...], marks: np.ndarray[Any, Any] | None
) -> Iterator[tuple[int, ...]]:
    """The ones with marks, where there are any."""
    if marks is not None and marks.any():
        lines = marks.reshape(*shape[:-2], -1).any(axis=-1) if len(shape) > 2 else np.True_
        return (tuple(map(int, index)) for index in np.argwhere(lines)[:MAX_PLANES])
    return itertools.islice(np.ndindex(shape[:-2]), MAX_PLANES)


def _box(index: tuple[int, ...], shape: tuple[int, ...], marks: np.ndarray[Any, Any] | None) -> Box:
    """From where to where each axis is shown, however many columns turn out to have room."""
    plane = (1, *shape)[-2:]
    first = None
    if marks is not None and marks[index].any():
        places = np.argwhere(np.atleast_2d(marks[index]))
        first = (int(places[0][0]), int(places[0][1]))
    corners = {n: corner(first, plane, n) for n in range(1, min(MAX_COLUMNS, plane[1]) + 1)}
    left = min(column for _, column in corners.values())
    right = max(column + n for n, (_, column) in corners.items())
    top = min(row for row, _ in corners.values())
    bottom = max(row + rows_shown(plane, n) for n, (row, _) in corners.items())
    axes = ((top, min(bottom, plane[0])), (left, min(right, plane[1])))
    return (*((n, n + 1) for n in index), *axes[-min(len(shape), 2) :])


def _slices(box: Box) -> tuple[int | slice, ...]:
    """For what Window.cells says: the axes before the last two are gone."""
    last = tuple(slice(*ends) for ends in box[-2:])
    return (*(start for start, _ in box[:-2]), *last)


def _within(marks: np.ndarray[Any, Any], box: Box) -> list[tuple[int, ...]]:
    """The places in all of it of the marks in a box."""
    found = np.argwhere(marks[tuple(slice(*ends) for ends in box)])
    return [tuple(int(n) + at[0] for n, at in zip(place, box, strict=True)) for place in found]
