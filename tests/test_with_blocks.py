"""An object of the student's hears of an error that leaves its `with` block, as in Python."""

from __future__ import annotations

import pytest

from grader import submissions
from grader.grade import Options, open_grader

SOLUTION = """\
class Change:
    def __init__(self, amount):
        self.amount = self.before = amount

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.amount = self.before
        return kind is not None and issubclass(kind, LookupError)


class Deck(list):
    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.clear()

    def draw(self):
        return self.pop()
"""
CHECKS = '''\
import pytest


def test_stays(student):
    """What was changed is so from then on."""
    change = student.Change(1)
    with change:
        change.amount = 2
    assert change.amount == 2


def test_goes_on(student):
    """An error goes on, and nothing was changed."""
    change = student.Change(1)
    with pytest.raises(ValueError), change:
        change.amount = 2
        raise ValueError("no")
    assert change.amount == 1


def test_hidden(student):
    """Nothing that isn't there is an error."""
    with student.Change(1) as change:
        change.amount = {}["a"]


def test_assertion(student):
    """It is as large as that."""
    with student.Change(1) as change:
        assert change.amount == 1


def test_list(student):
    """A deck is one of the cards that are left."""
    with student.Deck.hold([1, 2]) as deck:
        assert deck.draw() == 2
        assert list(deck) == [1]
        deck.append(3)
        assert len(deck) == 2
    assert len(deck) == 0
'''


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("", "", set()),
        ("return kind is not", "return True; kind is not", {"test_goes_on"}),
        ("return kind is not", "return False; kind is not", {"test_hidden"}),
        ("if kind is not None", "if False", {"test_goes_on"}),
        ("if kind is not None", "if True", {"test_stays"}),
        ("self.before = amount", "self.before = amount + 1", {"test_goes_on", "test_assertion"}),
        ("self.pop()", "self[-1]", {"test_list"}),
        ("self.clear()", "pass", {"test_list"}),
    ],
)
def test_an_error_that_leaves_a_block_is_heard_of(tiny_set, old, new, failed):
    tiny_set.write("exercises/tiny/double/exercise.toml", 'title = "T"\ndifficulty = "easy"\n')
    stub = "class Change: ...\n\n\nclass Deck(list): ...\n"
    tiny_set.write("exercises/tiny/double/double.py", stub)
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)
    tiny_set.write("solutions/tiny/double/checks.py", CHECKS)
    source = SOLUTION.replace(old, new) if old else SOLUTION
    with open_grader(tiny_set.exercise(), Options()) as grader:
        report = grader.grade(submissions.of_bytes(source.encode()))
    assert {c.name for c in report.checks if c.status != "passed"} == failed
