"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists

from grader.checks import assert_same, run

numbers = lists(integers(-9, 9), max_size=5)


def lines(numbers):
    return "".join(f"{number}\n" for number in numbers)


@pytest.mark.points(2)
@settings(max_examples=40)
@given(numbers=numbers)
def test_sum(student, reference, numbers):
    """The sum of the numbers is printed, on a line of its own."""
    read = lines(numbers)
    assert_same(run(student, stdin=read).stdout, run(reference, stdin=read).stdout)


@pytest.mark.points(2)
@settings(max_examples=40)
@given(numbers=numbers)
def test_mean(student, reference, numbers):
    """With --mean, the mean is printed with one digit after the point."""
    given = {"stdin": lines(numbers), "args": ["--mean"]}
    assert_same(run(student, **given).stdout, run(reference, **given).stdout)
