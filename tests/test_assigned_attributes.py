"""A check assigns to an attribute of an object that stayed in the worker."""

from __future__ import annotations

import pytest

from grader import submissions
from grader.grade import Options, open_grader

SOLUTION = """\
from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    rank: int


class Account:
    def __init__(self):
        self._limit = 0

    @property
    def limit(self):
        return self._limit

    @limit.setter
    def limit(self, value):
        if value < 0:
            raise ValueError("negative")
        self._limit = value

    @limit.deleter
    def limit(self):
        self._limit = 0
"""
CHECKS = '''\
import pytest


def test_frozen(student):
    """A card stays what it is."""
    card = student.Card(1)
    with pytest.raises(AttributeError):
        card.rank = 5
    assert card.rank == 1


def test_limit(student):
    """A limit is set and taken away."""
    account = student.Account()
    account.limit = 5
    assert account.limit == 5
    del account.limit
    assert account.limit == 0


def test_refused(student):
    """A negative limit is refused."""
    account = student.Account()
    with pytest.raises(ValueError):
        account.limit = -5
'''


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("", "", set()),
        ("(frozen=True)", "", {"test_frozen"}),
        ("value < 0", "False", {"test_refused"}),
        ("self._limit = value", "self._limit = 3", {"test_limit"}),
        ("limit.deleter", "limit.getter", {"test_limit"}),
    ],
)
def test_the_students_class_has_its_say(tiny_set, old, new, failed):
    tiny_set.write("exercises/tiny/double/exercise.toml", 'title = "T"\ndifficulty = "easy"\n')
    tiny_set.write("exercises/tiny/double/double.py", "class Card: ...\n")
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)
    tiny_set.write("solutions/tiny/double/checks.py", CHECKS)
    source = SOLUTION.replace(old, new) if old else SOLUTION
    with open_grader(tiny_set.exercise(), Options()) as grader:
        report = grader.grade(submissions.of_bytes(source.encode()))
    assert {c.name for c in report.checks if c.status != "passed"} == failed
