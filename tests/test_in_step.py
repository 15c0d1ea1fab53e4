"""What a check does to an answer, or to what it gave, is done to what the code kept of it, too."""

from __future__ import annotations

import numpy as np
import pytest

from grader import submissions
from grader.checks import in_step
from grader.checks.in_step import InStep
from grader.grade import Options, open_grader
from grader.wire.messages import Operation

SOLUTION = """\
import numpy as np


def small(most):
    found = []
    for number in range(most):
        found.append(number)
    return found


def zeros(size):
    return np.zeros(size)


def empty():
    return {}


class Account:
    def __init__(self):
        self._amounts = []

    def pay(self, amount):
        self._amounts.append(amount)

    @property
    def amounts(self):
        return [*self._amounts]

    def tags(self):
        return {"new"}


class Grid:
    def __init__(self, rows, weights):
        self._rows = [[*row] for row in rows]
        self._weights = weights.copy()

    def rows(self):
        return [[*row] for row in self._rows]

    def weights(self):
        return self._weights.tolist()
"""
CHECKS = '''\
import numpy as np


def test_small(student):
    """Each list is a new one."""
    found = student.small(3)
    found.append(99)
    assert student.small(3) == [0, 1, 2]


def test_sorted(student):
    """What the check makes of a list is its own."""
    found = student.small(3)
    found.reverse()
    assert student.small(2) == [0, 1]
    assert found == [2, 1, 0]


def test_zeros(student):
    """Each array is a new one."""
    made = student.zeros(2)
    made[0] = 5
    assert student.zeros(2).sum() == 0


def test_empty(student):
    """Each dict is a new one."""
    student.empty()["a"] = 1
    assert student.empty() == {}


def test_amounts(student):
    """Nobody changes an account from outside."""
    account = student.Account()
    account.pay(5)
    account.amounts.append(6)
    assert account.amounts == [5]


def test_tags(student):
    """Each set is a new one."""
    account = student.Account()
    account.tags().add("old")
    assert account.tags() == {"new"}


def test_given(student):
    """A grid has its own rows."""
    row = [1, 2]
    rows = [row, [3, 4]]
    grid = student.Grid(rows, weights=np.ones(2))
    rows.append([5, 6])
    assert grid.rows() == [[1, 2], [3, 4]]
    row[0] = 9
    assert grid.rows() == [[1, 2], [3, 4]]


def test_weights(student):
    """A grid has its own weights."""
    weights = np.ones(2)
    grid = student.Grid([], weights)
    weights[1] = 7
    assert grid.weights() == [1, 1]


def test_rows(student):
    """Nobody changes a grid from outside."""
    grid = student.Grid([[1, 2]], np.ones(2))
    grid.rows()[0][0] = 5
    assert grid.rows() == [[1, 2]]
'''


@pytest.fixture
def graded(tiny_set):
    toml = 'title = "T"\ndifficulty = "easy"\nrequires = ["numpy"]\n'
    tiny_set.write("exercises/tiny/double/exercise.toml", toml)
    names = "def small(most): ...\n\n\ndef zeros(size): ...\n\n\ndef empty(): ...\n\n\n"
    tiny_set.write(
        "exercises/tiny/double/double.py", names + "class Account: ...\n\n\nclass Grid: ...\n"
    )
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)
    tiny_set.write("solutions/tiny/double/checks.py", CHECKS)

    def graded(source):
        with open_grader(tiny_set.exercise(), Options()) as grader:
            return grader.grade(submissions.of_bytes(source.encode()))

    return graded


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("", "", set()),
        (
            "(most):\n    found = []",
            "(most, found=[]):\n    del found[most:]",
            {"test_small", "test_sorted"},
        ),
        ("np.zeros(size)", "ZEROS\n\n\nZEROS = np.zeros(2)", {"test_zeros"}),
        ("{}", "EMPTY\n\n\nEMPTY = {}", {"test_empty"}),
        ("[*self._amounts]", "self._amounts", {"test_amounts"}),
        ('{"new"}', 'self.__dict__.setdefault("t", {"new"})', {"test_tags"}),
        ("[[*row] for row in rows]", "rows", {"test_given"}),
        ("[[*row] for row in rows]", "[*rows]", {"test_given"}),
        ("weights.copy()", "weights", {"test_weights"}),
        ("[[*row] for row in self._rows]", "self._rows", {"test_rows"}),
        ("[[*row] for row in self._rows]", "[*self._rows]", {"test_rows"}),
    ],
)
def test_what_is_handed_out_again_is_what_a_check_changed(graded, old, new, failed):
    report = graded(SOLUTION.replace(old, new, 1) if old else SOLUTION)
    assert {c.name for c in report.checks if c.status != "passed"} == failed


def test_the_change_is_among_the_lines(graded):
    kept = SOLUTION.replace(
        "def small(most):\n    found = []", "KEPT = []\n\n\ndef small(most):\n    found = KEPT"
    ).replace("range(most)", "range(len(found), most)")
    shown = next(c for c in graded(kept).checks if c.name == "test_small").counterexample
    assert shown.call == "small(3).append(99)\nsmall(3)"


def test_a_change_of_what_was_given_is_among_the_lines(graded):
    kept = SOLUTION.replace("[[*row] for row in rows]", "rows")
    kept = kept.replace("weights.copy()", "weights")
    checks = {c.name: c.counterexample for c in graded(kept).checks}
    assert checks["test_given"].call.splitlines()[1:] == ["a.append([5, 6])", "grid.rows()"]
    assert checks["test_weights"].call.splitlines()[1:] == ["a[:] = b", "grid.weights()"]


def test_an_argument_that_was_made_deep_harms_nobody(graded):
    nested = "for _ in range(100_000):\n            rows[:] = [[*rows]]\n        self._rows = rows"
    deep = SOLUTION.replace("self._rows = [[*row] for row in rows]", nested)
    statuses = {c.name: c.status for c in graded(deep).checks}
    assert statuses["test_small"] == statuses["test_zeros"] == "passed"
    assert statuses["test_rows"] == "failed"


KEPT = """\
class Grid:
    def __init__(self, rows, weights):
        self._rows, self._weights = rows{copied}, weights{copied}

    def rows(self):
        return self._rows{copied}

    def weights(self):
        return len(self._rows), sum(self._weights.values())
"""
OF_COLLECTIONS = '''\
from collections import Counter, deque


def test_added(student):
    """A deque and a Counter that the check gave are the grid's own."""
    rows, weights = deque([1, 2]), Counter("aab")
    grid = student.Grid(rows, weights)
    rows.append(3)
    assert grid.weights() == (2, 3)
    weights["a"] = 9
    assert grid.weights() == (2, 3)


def test_taken(student):
    """So is what is taken off, or added in several places."""
    rows, weights = deque([1, 2]), Counter("aab")
    grid = student.Grid(rows, weights)
    rows.popleft()
    assert grid.weights() == (2, 3)
    weights.update("abc")
    assert grid.weights() == (2, 3)


def test_answer(student):
    """What is given away is a new one."""
    grid = student.Grid(deque([1], maxlen=2), Counter())
    grid.rows().append(2)
    assert grid.weights() == (1, 0)
'''


def test_deques_and_counters_are_followed_and_told_in_lines_of_python(tiny_set):
    tiny_set.write("exercises/tiny/double/double.py", "class Grid: ...\n")
    tiny_set.write("solutions/tiny/double/solution.py", KEPT.replace("{copied}", ".copy()"))
    tiny_set.write("solutions/tiny/double/checks.py", OF_COLLECTIONS)
    with open_grader(tiny_set.exercise(), Options()) as grader:
        right = grader.grade(submissions.of_bytes(KEPT.replace("{copied}", ".copy()").encode()))
        assert right.verdict == "passed"
        wrong = grader.grade(submissions.of_bytes(KEPT.replace("{copied}", "").encode()))
    shown = {c.name: c.counterexample.call for c in wrong.checks if c.counterexample}
    assert shown.keys() == {"test_added", "test_taken", "test_answer"}
    assert "given.append(3)" in shown["test_added"]
    assert "given.clear()\ngiven.extend([2])" in shown["test_taken"]


def test_a_list_that_has_the_items_it_had_is_not_written_out_again(monkeypatch):
    """A check that makes a thousand calls looks at each answer before each call."""
    known, written, wire = InStep(), [], in_step._wire
    monkeypatch.setattr(in_step, "_wire", lambda value: written.append(value) or wire(value))
    answers = [[np.int64(n), n, str(n)] for n in range(50)]
    for number, answer in enumerate(answers):
        known.took(Operation("call", None, "rolls", []), number, answer)
        known.pass_on(lambda operation: 0)
    assert not written
    done: list[Operation] = []
    answers[7][0] = np.int64(99)
    known.pass_on(lambda operation: done.append(operation) or 0)
    assert len(written) == 2  # what it was, and what it is
    assert done
