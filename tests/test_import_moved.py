"""A list inside of another that is replaced is another one for an imported test, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

GRID = """\
STEPS = [[1], [2]]


def bump(rows):
    rows[0].append(1)


def put(table):
    table["k"].append(9)


def whole(rows):
    rows[:] = [[*row, 0] for row in rows]


def swap(rows):
    rows[0], rows[1] = rows[1], rows[0]


def drop(rows):
    del rows[0]


def push(rows, row):
    rows.append(row)


def step():
    STEPS[0].append(7)


class Box:
    def __init__(self):
        self.rows = [[1], [2]]

    def grow(self):
        self.rows[0].append(3)
"""
TESTS = """\
from grid import *


def test_inner():
    inner = [0]
    rows = [inner, [2]]
    bump(rows)
    assert inner == [0, 1]
    assert rows == [[0, 1], [2]]


def test_is():
    inner = [0]
    rows = [inner]
    bump(rows)
    assert rows[0] is inner


def test_in_tuple():
    inner = [0]
    bump((inner, 1))
    assert inner == [0, 1]


def test_table():
    inner = [0]
    table = {"j": [1], "k": inner}
    put(table)
    assert inner == [0, 9]
    assert table == {"j": [1], "k": [0, 9]}


def test_whole():
    one, two = [1], [2]
    rows = [one, two]
    whole(rows)
    assert (one, two) == ([1], [2])
    assert rows == [[1, 0], [2, 0]]


def test_swap():
    one, two = [1], [2]
    rows = [one, two]
    swap(rows)
    assert rows[0] is two
    assert rows[1] is one
    assert (one, two) == ([1], [2])


def test_drop():
    one, two = [1], [2]
    rows = [one, two]
    drop(rows)
    assert rows == [[2]]
    assert rows[0] is two
    assert one == [1]


def test_push():
    rows, row = [], [1]
    push(rows, row)
    assert rows[0] is row
    row.append(2)
    assert rows == [[1, 2]]


def test_step():
    first = STEPS[0]
    count = len(first)
    step()
    assert len(first) == count + 1


def test_box():
    box = Box()
    rows = box.rows
    first = rows[0]
    box.grow()
    assert first == [1, 3]
    assert rows == [[1, 3], [2]]
"""


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("moved"), "grid", GRID, TESTS) as found:
        yield found


def test_tests_that_hold_a_list_inside_of_another_are_taken(grid):
    assert grid.adopted.named == ()
    assert grid.failed(GRID) == {}


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("rows[0].append(1)", "rows[0] = rows[0] + [1]", {"inner", "is"}),
        ('table["k"].append(9)', 'table["k"] = table["k"] + [9]', {"table"}),
        (
            "rows[:] = [[*row, 0] for row in rows]",
            "rows[0] += [0]; rows[1] = rows[1] + [0]",
            {"whole"},
        ),
        (
            "rows[:] = [[*row, 0] for row in rows]",
            "rows[0].append(0); rows[:] = [[1, 0], [2, 0]]",
            {"whole"},
        ),
        ("rows[0], rows[1] = rows[1], rows[0]", "rows[:] = [[2], [1]]", {"swap"}),
        ("rows[0], rows[1] = rows[1], rows[0]", "rows[0][0], rows[1][0] = 2, 1", {"swap"}),
        ("del rows[0]", "rows[0] = list(rows.pop())", {"drop"}),
        ("rows.append(row)", "rows.append(list(row))", {"push"}),
        ("STEPS[0].append(7)", "STEPS[0] = STEPS[0] + [7]", {"step"}),
        ("self.rows[0].append(3)", "self.rows[0] = self.rows[0] + [3]", {"box"}),
    ],
)
def test_another_list_in_its_place_is_found(grid, old, new, names):
    failed = {name.removeprefix("test_") for name in grid.changed(old, new)}
    assert failed - {"in_tuple"} == names
