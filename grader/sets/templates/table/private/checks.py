"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import fixed_dictionaries, lists, none, sampled_from

from grader.checks import assert_lasting, assert_same

towns = sampled_from(["Ulm", "Bonn", "Bochum"])
amounts = sampled_from([0.0, 1.0, 2.5, 4.0])


def tables(rain):
    return lists(fixed_dictionaries({"town": towns, "rain": rain}), max_size=6)


@pytest.mark.points(1)
@settings(max_examples=60)
@given(rows=tables(amounts))
def test_measured(student, reference, rows):
    """Each town has its number of days and its mean, in alphabetical order."""
    assert_same(student.NAME(rows), reference.NAME(rows))


@pytest.mark.points(2)
@settings(max_examples=100)
@given(rows=tables(amounts | none()))
def test_gaps(student, reference, rows):
    """A day that nobody measured counts as a day and not in the mean."""
    assert_same(student.NAME(rows), reference.NAME(rows))
    # An answer stays what it was, whatever is called after it.
    assert_lasting(student.NAME, rows)
