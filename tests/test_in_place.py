"""`x += y` in a check is what it is in Python; an iterator is given to one call."""

from __future__ import annotations

import pytest

from grader import submissions
from grader.errors import CheckFault
from grader.grade import Options, open_grader

SOLUTION = """\
from itertools import islice


class Sum:
    def __init__(self, number):
        self.number = number

    def __add__(self, more):
        return Sum(self.number + more)

    def __iadd__(self, more):
        self.number += more
        return self


class Names(list):
    def first(self):
        return self[0]


def take(items, count):
    return list(islice(items, count))
"""
CHECKS = '''\
def test_sum(student):
    """Adding to a sum changes it."""
    same = both = student.Sum(1)
    both += 5
    assert both.number == 6
    assert same.number == 6
    assert both is same


def test_new(student):
    """Adding makes another one."""
    one = student.Sum(1)
    other = one + 5
    assert (one.number, other.number) == (1, 6)


def test_names(student):
    """Names are added behind the others."""
    names = student.Names.hold(["a"])
    names += ["b"]
    assert names.first() == "a"
    assert len(names) == 2


def test_take(student):
    """What is left is there for the next one."""
    letters = student.lib("builtins").iter.hold("abcd")
    assert student.take(letters, 2) == ["a", "b"]
    assert student.take(letters, 1) == ["c"]
'''


@pytest.fixture
def graded(tiny_set):
    tiny_set.write("exercises/tiny/double/exercise.toml", 'title = "T"\ndifficulty = "easy"\n')
    stub = "class Sum: ...\n\n\nclass Names(list): ...\n\n\ndef take(items, count): ...\n"
    tiny_set.write("exercises/tiny/double/double.py", stub)
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)

    def graded(source, checks=CHECKS):
        tiny_set.write("solutions/tiny/double/checks.py", checks)
        with open_grader(tiny_set.exercise(), Options()) as grader:
            return grader.grade(submissions.of_bytes(source.encode()))

    return graded


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("", "", set()),
        ("self.number += more", "self.number += 2 * more", {"test_sum"}),
        ("self.number += more\n        return self", "return self + more", {"test_sum"}),
        ("return Sum(self.number + more)", "self.number += more; return self", {"test_new"}),
        ("return self[0]", "return self[-1]", {"test_names"}),
        ("islice(items, count)", "islice(items, count + 1)", {"test_take"}),
    ],
)
def test_in_place_is_what_the_class_says(graded, old, new, failed):
    report = graded(SOLUTION.replace(old, new) if old else SOLUTION)
    assert {c.name for c in report.checks if c.status != "passed"} == failed


def test_an_iterator_that_was_given_has_nothing_left(graded):
    checks = '''\
def test_take(student):
    """What is left is there for the next one."""
    letters = iter("abcd")
    assert student.take(letters, 2) == ["a", "b"]
    assert student.take(letters, 1) == ["c"]
'''
    with pytest.raises(CheckFault, match="nothing left: give each call its own"):
        graded(SOLUTION, checks)
