"""What is in several places of an answer is one object in a check, too."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest
from imported_tests import imported

from grader import submissions
from grader.grade import Options, open_grader
from grader.wire.messages import Interlinked, Returned
from grader.wire.one_object import MAX_PLACES, linked, places, tied
from grader.wire.values import from_wire, to_wire

SOLUTION = """\
import copy

import numpy as np


def grid(rows, columns):
    return [[0] * columns for _ in range(rows)]


def teams(names):
    return {name: [] for name in names}


def twice(numbers):
    return copy.copy(numbers), copy.copy(numbers)


def layers(n):
    return [np.zeros(2) for _ in range(n)]
"""
TESTS = """\
from boards import grid, layers, teams, twice


def test_rows():
    board = grid(2, 3)
    board[0][1] = 1
    assert board == [[0, 1, 0], [0, 0, 0]]


def test_zeros():
    assert grid(2, 2) == [[0, 0], [0, 0]]


def test_teams():
    found = teams("ab")
    found["a"].append("Ann")
    assert found == {"a": ["Ann"], "b": []}


def test_twice():
    first, second = twice([1, 2])
    first.append(3)
    assert second == [1, 2]


def test_layers():
    first, second = layers(2)
    first[0] = 5
    assert second.tolist() == [0, 0]
"""
ALIASES = [
    ("[[0] * columns for _ in range(rows)]", "[[0] * columns] * rows", {"test_rows"}),
    ("{name: [] for name in names}", "dict.fromkeys(names, [])", {"test_teams"}),
    ("copy.copy(numbers), copy.copy(numbers)", "(copy.copy(numbers),) * 2", {"test_twice"}),
    ("[np.zeros(2) for _ in range(n)]", "[np.zeros(2)] * n", {"test_layers"}),
]


def test_a_test_that_changes_one_place_changes_all(tmp_path: Path) -> None:
    with imported(tmp_path, "boards", SOLUTION, TESTS) as boards:
        # What test_twice changes might be an argument of its own.
        assert "test_twice" not in boards.adopted.checks
        assert boards.failed(SOLUTION) == {}
        for old, new, failed in ALIASES:
            assert set(boards.changed(old, new)) == failed - {"test_twice"}


def test_so_does_an_authors_own_check(tiny_set) -> None:
    body = TESTS.partition("\n\n\n")[2].replace("():", '(student):\n    """It is so."""')
    for name in ("grid(", "teams(", "twice(", "layers("):
        body = body.replace(f" {name}", f" student.{name}")
    tiny_set.write("exercises/tiny/double/exercise.toml", 'title = "T"\ndifficulty = "easy"\n')
    tiny_set.write("exercises/tiny/double/double.py", "def grid(rows, columns): ...\n")
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)
    tiny_set.write("solutions/tiny/double/checks.py", body)
    with open_grader(tiny_set.exercise(), Options()) as grader:
        for old, new, failed in [("", "", set()), *ALIASES]:
            text = SOLUTION.replace(old, new) if old else SOLUTION
            report = grader.grade(submissions.of_bytes(text.encode()))
            assert {c.name for c in report.checks if c.status != "passed"} == failed


ROW, NUMBERS = [1], np.arange(2.0)
HOLDS_ITSELF: list[object] = [1]
HOLDS_ITSELF.append(HOLDS_ITSELF)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ([ROW, [1], ROW], [((0,), (2,))]),
        (({"a": ROW}, {"b": [ROW]}), [((0, 0), (1, 0, 0))]),
        ([NUMBERS, NUMBERS.copy(), NUMBERS], [((0,), (2,))]),
        ([{1}, (1, 2), (1, 2), "a", "a", None, None], []),  # what can't be changed is a copy
        (ROW, []),
        (HOLDS_ITSELF, [((), (1,))]),
    ],
)
def test_places(value, found):
    assert places(value) == found


@pytest.mark.parametrize("value", [[ROW, ROW], (ROW, {"a": ROW}), [[[ROW], ROW], 2, {1: [ROW]}]])
def test_what_was_one_object_is_one_again(value):
    answer = linked(Returned(to_wire(value)), value)
    assert isinstance(answer, Interlinked)
    made = tied(from_wire(answer.value), answer.value, answer.same)
    assert made == value
    assert places(made) == places(value)


def test_an_answer_without_such_is_one_like_any_other():
    assert type(linked(Returned(to_wire([ROW, [1]])), [ROW, [1]])) is Returned


@pytest.mark.parametrize(
    "pairs",
    [
        [((), (0,))],
        [((0,), ())],
        [((0,), (0, 0)), ((0, 0), (0,))],
        [((0,), (1,)), ((1,), (0, 0)), ((0,), (1, 0))],
        [((7,), (0,)), ((0,), (0, 0, 0, 0)), ((2,), (3,))],
        [((0,), (1,))] * (MAX_PLACES + 1),
    ],
)
def test_places_that_a_worker_makes_up_change_no_answer(pairs):
    """None becomes another value, or holds itself."""
    value = [[[1]], [1], "ab", 3]
    wire = to_wire(value)
    made = tied(from_wire(wire), wire, pairs)
    assert made == copy.deepcopy(made) == value
