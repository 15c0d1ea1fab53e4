"""Hidden checks of NAME. A docstring's first line is what the student reads."""

import pytest
from hypothesis import given, settings
from hypothesis.extra.pandas import column, data_frames, range_indexes
from hypothesis.strategies import sampled_from

from grader.checks import assert_lasting, assert_same, assert_untouched

towns = sampled_from(["Ulm", "Bonn", "Aue"])
amounts = [0.0, 1.0, 2.5, 4.0]


def tables(amounts):
    town = column("town", elements=towns, dtype=object)
    rain = column("rain", elements=sampled_from(amounts), dtype=float)
    return data_frames([town, rain], index=range_indexes(min_size=1, max_size=6))


@pytest.mark.points(1)
@settings(max_examples=20)
@given(rows=tables(amounts))
def test_measured(student, reference, rows):
    """Each town has its number of days and its mean, in alphabetical order."""
    assert_same(student.NAME(rows), reference.NAME(rows))


@pytest.mark.points(2)
@settings(max_examples=40)
@given(rows=tables([*amounts, float("nan")]))
def test_gaps(student, reference, rows):
    """A day that nobody measured counts as a day and not in the mean."""
    assert_same(student.NAME(rows), reference.NAME(rows))


@pytest.mark.points(1)
@settings(max_examples=10)
@given(rows=tables([*amounts, float("nan")]))
def test_new(student, reference, rows):
    """The table that was given stays as it is, and so does the one that is returned."""
    assert_same(assert_untouched(student.NAME, rows), reference.NAME(rows))
    assert_lasting(student.NAME, rows)
