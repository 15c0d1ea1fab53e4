"""Whether a value has the very items that it had, and what it was where it hasn't."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks.very_items import MAX_ITEMS, VeryItems
from grader.wire.in_place import MAX_DEPTH, parts


def _deep(depth: int) -> list:
    made: list = []
    for _ in range(depth):
        made = [made]
    return made


def _in_itself() -> list:
    made: list = [1]
    made.append((made,))
    return made


VALUES = {
    "numbers": lambda: [1, np.int64(2), "three", None],
    "rows": lambda: [[1, 2], [], [3]],
    "one row twice": lambda: [row := [1], row, (row, 2)],
    "a dict": lambda: {"a": [1], ("b", 2): {"c": 3}},
    "a tuple": lambda: ([1], "a", (2, [3])),
}


@pytest.mark.parametrize("make", VALUES.values(), ids=VALUES)
def test_what_it_was_comes_back_whatever_was_done(make):
    value, same = make(), make()
    items = VeryItems.of(value)
    places = {place: id(part) for place, part in parts(value).items()}
    assert items.are_in(value)
    for part in (value, *parts(value).values()):
        if isinstance(part, list):
            part[:] = [9, *part, [8]]
        elif isinstance(part, dict):
            part["more"] = [part.pop(next(iter(part)))]
    assert not items.are_in(value)
    assert items.copy(value) == same
    assert {place: id(part) for place, part in items.parts(value).items()} == places
    copied = {*map(id, parts(items.copy(value)).values())}
    assert len(copied) == len({*places.values()})
    assert not copied & {*places.values()}


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[1].append(0),
        lambda rows: rows[1].reverse(),
        lambda rows: rows.pop(),
        lambda rows: rows.__setitem__(0, [*rows[0]]),
        lambda rows: rows[2][0].update(a=1.0),
        lambda rows: rows[2][0].update(b=2),
    ],
)
def test_any_change_is_seen(change):
    rows = [[1, 2], [3, 4], ({"a": 1},)]
    items = VeryItems.of(rows)
    change(rows)
    assert not items.are_in(rows)


@pytest.mark.parametrize(
    "value",
    [[{1, 2}], [np.zeros(2)], [bytearray(b"a")], [object()], _in_itself(), _deep(MAX_DEPTH + 2),
     [0] * (MAX_ITEMS + 1), [np.zeros(1, "i4,i4")[0]]],
    ids=["a set", "an array", "bytes", "an object", "in itself", "deep", "long", "a record"],
)  # fmt: skip
def test_of_anything_else_nothing_is_kept(value):
    assert VeryItems.of(value) is None


def test_the_value_itself_is_not_kept_alive():
    assert not VeryItems.of([1, (2, 3)]).has_parts
    assert VeryItems.of([[1]]).has_parts
    assert VeryItems.of(([1],)).has_parts
