"""Hidden checks of NAME. A docstring's first line is what the student reads."""

from hypothesis import given
from hypothesis.strategies import integers

from grader.checks import assert_same


@given(x=integers(-9, 9))
def test_it(student, reference, x):
    """The answer is right."""
    assert_same(student.NAME(x), reference.NAME(x))
