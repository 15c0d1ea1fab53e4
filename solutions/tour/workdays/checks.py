"""Hidden checks of workdays: weeks, holidays, far away, and two walks at a time."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis.strategies import booleans, dates, integers, lists

from grader.checks import assert_same

MONDAY = date(2026, 5, 4)
STARTS = integers(0, 6).map(lambda days: MONDAY + timedelta(days=days))


def first(n, days):
    """The first n dates of an iterator that stayed where it is."""
    return [next(days) for _ in range(n)]


def taken(part, n, *args):
    return first(n, part.workdays.hold(*args))


@pytest.mark.points(2)
@settings(max_examples=40, deadline=None)
@given(start=STARTS, n=integers(1, 7))
def test_weeks(student, reference, start, n):
    """Mondays to Fridays are given from start on, and start is one of them."""
    assert_same(taken(student, n, start), taken(reference, n, start))


@pytest.mark.points(2)
@settings(max_examples=60, deadline=None)
@given(start=STARTS, free=lists(integers(-2, 9), max_size=4), in_a_set=booleans())
def test_holidays(student, reference, start, free, in_a_set):
    """Holidays are left out, whatever day of the week they are and in whatever order they come."""
    holidays = [start + timedelta(days=days) for days in free]
    holidays = set(holidays) if in_a_set else holidays
    assert_same(taken(student, 5, start, holidays), taken(reference, 5, start, holidays))


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(start=dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_any_year(student, reference, start):
    """It is the same in any month and any year."""
    assert_same(taken(student, 3, start), taken(reference, 3, start))


@pytest.mark.points(1)
@settings(max_examples=1, deadline=None)
@given(start=STARTS)
def test_no_end(student, reference, start):
    """However many days were given, there is a next one."""
    assert_same(taken(student, 270, start), taken(reference, 270, start))


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(start=STARTS, other=STARTS)
def test_two_walks(student, reference, start, other):
    """Two iterators have nothing to do with each other."""
    mine, right = student.workdays.hold(start), reference.workdays.hold(start)
    assert_same(next(mine), next(right))
    assert_same(first(2, student.workdays.hold(other)), first(2, reference.workdays.hold(other)))
    assert_same(next(mine), next(right))
