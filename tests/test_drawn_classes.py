"""A check that draws a class: its cases can't be asked again as they were recorded."""

from __future__ import annotations

import pytest

from grader import submissions
from grader.explain.earlier_calls import ALONE
from grader.grade import Options, open_grader

SOLUTION = "def total(numbers):\n    return sum(numbers)\n"
CHECKS = '''\
from hypothesis import given
from hypothesis.strategies import integers, lists, sampled_from

from grader.checks import assert_same


@given(numbers=lists(integers(0, 5), max_size=4), kind=sampled_from((list, tuple)))
def test_total(student, reference, numbers, kind):
    """All numbers count once."""
    assert_same(student.total(kind(numbers)), reference.total(kind(numbers)))
'''


@pytest.mark.parametrize(
    ("source", "is_kept"),
    [
        ("seen = []\ndef total(numbers):\n    seen.extend(numbers)\n    return sum(seen)\n", True),
        ("def total(numbers):\n    return sum(numbers[1:])\n", False),
    ],
)
def test_what_is_kept_from_call_to_call_is_said(tiny_set, source, is_kept):
    tiny_set.write("exercises/tiny/double/exercise.toml", 'title = "T"\ndifficulty = "easy"\n')
    tiny_set.write("exercises/tiny/double/double.py", "def total(numbers): ...\n")
    tiny_set.write("solutions/tiny/double/solution.py", SOLUTION)
    tiny_set.write("solutions/tiny/double/checks.py", CHECKS)
    with open_grader(tiny_set.exercise(), Options()) as grader:
        [check] = grader.grade(submissions.of_bytes(source.encode())).checks
    assert check.status == "failed"
    assert (check.why is not None and check.why.text == ALONE) == is_kept
