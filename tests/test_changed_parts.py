"""What a check changes inside of an answer is done there, and shown as it was written."""

from __future__ import annotations

import copy
import operator
from collections import Counter, deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import submissions
from grader.checks.changed_parts import changed_parts, done_by
from grader.grade import Options, open_grader
from grader.wire.data import Ref
from grader.wire.in_place import parts
from grader.wire.values import from_wire

PLAIN = st.recursive(
    st.integers(-2, 2) | st.booleans() | st.text("ab", max_size=2) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc", max_size=1), inner, max_size=4)
        | st.tuples(inner, inner)
        | st.sets(st.integers(0, 4)).map(list)
    ),
)


def done(value, path, was, now):
    """The value with what the operations do to that part of it."""
    for key in path:
        value = value[key]
    for operation in done_by(0, was, now):
        given = [value if one == Ref(0) else from_wire(one, ours=True) for one in operation.args]
        if operation.target == "operator":
            getattr(operator, operation.name)(*given)
        else:
            getattr(value, operation.name)(*given)


@given(st.lists(PLAIN, max_size=4), st.lists(PLAIN, max_size=4))
def test_the_operations_make_one_value_the_other(was, now):
    made = copy.deepcopy(was)
    for path, before, after in changed_parts(was, now, parts(now)):
        done(made, path, before, after)
    assert repr(made) == repr(now)


@pytest.mark.parametrize(
    ("was", "change"),
    [
        (Counter("aba"), lambda value: value.update("a")),
        (deque([1, 2]), lambda value: value.rotate()),
        (deque([1, 2]), lambda value: value.append(3)),
        (bytearray(b"ab"), lambda value: value.extend(b"c")),
        ({"w": np.zeros(2)}, lambda value: value["w"].__iadd__(1)),
        ([{1}, {2}], lambda value: value[1].add(3)),
        ({1: 1}, lambda value: value.update({1: True})),
        ({1: 1, 2: 2}, lambda value: value.update({1: value.pop(1)})),
    ],
)
def test_one_change_is_done_there(was, change):
    now, there = copy.deepcopy(was), copy.deepcopy(was)
    change(now)
    for path, before, after in changed_parts(was, now, parts(now)):
        done(there, path, before, after)
    assert repr(there) == repr(now)


def test_what_is_in_several_places_is_changed_once():
    row = [0, 0]
    now = [row, row]
    was = copy.deepcopy(now)
    row[1] = 5
    assert [path for path, _, _ in changed_parts(was, now, parts(now))] == [(0,)]


def test_a_row_that_is_another_one_is_put_in_its_place():
    """The old one may be somewhere else, too."""
    now = [[1], [2]]
    was, inner = copy.deepcopy(now), parts(now)
    now[0] = [5]
    assert [path for path, _, _ in changed_parts(was, now, inner)] == [()]
    now[1].append(3)
    [operation] = done_by(0, was, [[5], [2]])
    assert operation.name == "setitem"


SOLUTION = """\
class Grid:
    def __init__(self, size):
        self._rows = [[0] * size for _ in range(size)]
        self._seen = {"all": [0] * size}

    @property
    def rows(self):
        return self._rows

    def at(self, row, column):
        return self._rows[row][column]

    def seen(self):
        return {name: [*counts] for name, counts in self._seen.items()}


def total(numbers):
    return sum(numbers)
"""
CHECKS = '''\
def test_rows(student):
    """Rows are apart."""
    grid = student.Grid(2)
    grid.rows[0][0] = 1
    assert grid.at(1, 0) == 0


def test_seen(student):
    """What was seen is nobody else's."""
    grid = student.Grid(2)
    grid.seen()["all"][1] = 7
    assert grid.seen() == {"all": [0, 0]}


def test_total(student):
    """The list may grow from call to call."""
    numbers = []
    for number in range(300):
        numbers.append(number)
        assert student.total(numbers) == number * (number + 1) // 2
'''


@pytest.fixture
def graded(tiny_set):
    tiny_set.write("exercises/tiny/double/exercise.toml", 'title = "T"\ndifficulty = "easy"\n')
    stub = "class Grid: ...\n\n\ndef total(numbers): ...\n"
    tiny_set.write("exercises/tiny/double/double.py", stub)
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)
    tiny_set.write("solutions/tiny/double/checks.py", CHECKS)

    def graded(old="", new=""):
        source = SOLUTION.replace(old, new) if old else SOLUTION
        with open_grader(tiny_set.exercise(), Options()) as grader:
            report = grader.grade(submissions.of_bytes(source.encode()))
        return {c.name: c.counterexample for c in report.checks if c.status != "passed"}

    return graded


def test_right_answers_pass(graded):
    assert graded() == {}


def test_a_row_that_is_in_all_places(graded):
    failed = graded("[[0] * size for _ in range(size)]", "[[0] * size] * size")
    assert failed["test_rows"].call.splitlines()[1:] == ["grid.rows[0][0] = 1", "grid.at(1, 0)"]


def test_an_inner_list_that_is_handed_out(graded):
    failed = graded("{name: [*counts] for name, counts in self._seen.items()}", "{**self._seen}")
    assert failed["test_seen"].call.splitlines()[1:] == ["grid.seen()['all'][1] = 7", "grid.seen()"]
