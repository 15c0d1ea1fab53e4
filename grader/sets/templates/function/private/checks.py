"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers

from grader.checks import (
    Case,
    arrays,
    assert_array,
    assert_fresh,
    assert_lasting,
    assert_same,
    assert_untouched,
)


@composite
def rows(draw, windows=4):
    """A row and a width that fits on it."""
    k = draw(integers(1, 4))
    x = draw(arrays((k - 1 + draw(integers(1, windows)),)))
    return Case(x=x, k=k)


@pytest.mark.points(1)
@settings(max_examples=50)
@given(case=rows(windows=1))
def test_one_window(student, reference, case):
    """A window as wide as the row gives an array of one sum."""
    got = student.NAME(*case)
    assert_array(got)
    assert_same(got, reference.NAME(*case))


@pytest.mark.points(3)
@settings(max_examples=100)
@given(case=rows())
def test_every_window(student, reference, case):
    """There is one sum for each place where the window fits."""
    assert_same(assert_untouched(student.NAME, *case), reference.NAME(*case))
    # It is a new array, and the row stays as it is.
    assert_fresh(student.NAME, *case)
    # An answer stays what it was, whatever is called after it.
    assert_lasting(student.NAME, *case)
