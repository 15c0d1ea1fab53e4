"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists

from grader.checks import assert_same, run

numbers = lists(integers(-30, 200), max_size=5)


def same(student, reference, numbers, *args):
    """The same is printed, and it ends as it should: not with an exception."""
    read = "".join(f"{number}\n" for number in numbers)
    mine, right = run(student, stdin=read, args=args), run(reference, stdin=read, args=args)
    assert_same(mine.stdout, right.stdout)
    assert_same(mine.code, right.code)


@pytest.mark.points(2)
@settings(max_examples=40)
@given(numbers=numbers)
def test_sum(student, reference, numbers):
    """The sum of the numbers is printed, on a line of its own."""
    same(student, reference, numbers)


@pytest.mark.points(2)
@settings(max_examples=40)
@given(numbers=numbers)
def test_mean(student, reference, numbers):
    """With --mean, the mean is printed with one digit after the point."""
    same(student, reference, numbers, "--mean")
