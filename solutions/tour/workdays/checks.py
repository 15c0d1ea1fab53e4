"""Hidden checks of workdays: weeks, holidays, far away, and two walks at a time."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis.strategies import dates, integers, lists, sampled_from

from grader.checks import assert_property, assert_same

MONDAY = date(2026, 5, 4)
STARTS = integers(0, 6).map(lambda days: MONDAY + timedelta(days=days))
FREE = lists(integers(0, 11).map(lambda days: MONDAY + timedelta(days=days)), max_size=3)
MANY = 2700  # more than ten years, and more than calls that are in each other
# So many days are taken in one step: who looks for each from the start on is right as well.
PIECE = 150
KINDS = {kind.__name__: kind for kind in (list, set, tuple, frozenset)}
MANY_A_YEAR = 270  # workdays: more than a year of them
YEAR = timedelta(days=365)
WEEKS = 100  # until the last holiday
# Free all of them, and nothing but a Monday comes behind.
FREE_YEAR = {MONDAY + timedelta(days=n) for n in range(57 * 7)}
# Who works out centuries before anybody asks for them comes to the calendar's end.
LATE = date(9980, 1, 1)


def walk(student, reference, n, *args):
    """n steps of an iterator, which stays where it is made."""
    mine, right = student.workdays.hold(*args), reference.workdays.hold(*args)
    for _ in range(n):
        assert_same(next(mine), next(right))


def first(module, n, *args):
    """The first n days, or as many as there are. They are taken over there, all in one step."""
    days = module.workdays.hold(*args)
    days = module.lib("itertools").islice.hold(days, n)
    return module.lib("builtins").list(days)


def first_in_pieces(module, n, *args):
    """The first n days, or as many as there are, of one walk."""
    days = module.workdays.hold(*args)
    steps = [module.lib("itertools").islice.hold(days, PIECE) for _ in range(n // PIECE)]
    return [day for step in steps for day in module.lib("builtins").list(step)]


def far(module, n, *args):
    """The day after n others, if there is one."""
    days = module.workdays.hold(*args)
    days = module.lib("itertools").islice.hold(days, n, n + 1)
    return module.lib("builtins").list(days)


@pytest.mark.points(2)
@settings(max_examples=40, deadline=None)
@given(start=STARTS, n=integers(1, 7))
def test_weeks(student, reference, start, n):
    """Mondays to Fridays are given from start on, and start is one of them."""
    walk(student, reference, n, start)


@pytest.mark.points(2)
@settings(max_examples=60, deadline=None)
@given(start=STARTS, free=lists(integers(-2, 9), max_size=4), kind=sampled_from(sorted(KINDS)))
def test_holidays(student, reference, start, free, kind):
    """Holidays are left out, whatever day of the week they are and in whatever order they come."""
    holidays = [start + timedelta(days=days) for days in free]
    walk(student, reference, 5, start, KINDS[kind](holidays))


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(start=dates(date(1900, 1, 1), date(2150, 1, 1)) | dates(LATE, LATE + 9 * YEAR))
def test_any_year(student, reference, start):
    """It is the same in any month and any year."""
    walk(student, reference, 3, start)


@pytest.mark.points(1)
@settings(max_examples=1, deadline=None)
@given(start=STARTS)
def test_no_end(student, reference, start):
    """However many days were given, there is a next one."""
    mine, right = [first_in_pieces(module, MANY, start) for module in (student, reference)]
    said = f"the walk ended after {len(mine)} of {MANY} days, and there is a next one"
    assert_property(len(mine) == MANY, said, mine, right)
    assert_same(mine, right)
    # However many days went by without one, too.
    mine, right = [first(module, 5, start, FREE_YEAR) for module in (student, reference)]
    said = "a year of holidays went by, and the walk ended"
    assert_property(len(mine) == len(right), said, mine, right)
    assert_same(mine, right)


@pytest.mark.points(1)
@settings(max_examples=8, deadline=None)
@given(start=STARTS, free=lists(integers(0, 9) | integers(300, 340), min_size=1, max_size=4))
def test_this_year_alone(student, reference, start, free):
    """A holiday is one day, however far away: none of the next month, and none of the next year."""
    holidays = [start + timedelta(days=days) for days in free]
    # And one on a Wednesday, years later, and days a century away, which two digits don't tell.
    holidays.append(MONDAY + timedelta(days=2, weeks=WEEKS))
    holidays += [date(MONDAY.year + years, 6, days) for years, days in ((-100, 9), (100, 10))]
    mine = first(student, MANY_A_YEAR, start, holidays)
    assert_same(mine, first(reference, MANY_A_YEAR, start, holidays))
    there = [far(module, 5 * WEEKS + 50, start, holidays) for module in (student, reference)]
    assert_same(*there)


@pytest.mark.points(1)
@settings(max_examples=16, deadline=None)
@given(
    year=integers(2015, 2030),
    early=lists(integers(10, 29), min_size=2, max_size=6, unique=True),
    late=lists(integers(304, 342), min_size=2, max_size=6, unique=True),
)
def test_no_other_day(student, reference, year, early, late):
    """A holiday is one day: none of January's is one of autumn's, nor a year's first its last."""
    start = date(year, 1, 1)
    for free in ([0, *early], [*late, 363, 364, 365]):
        holidays = [start + timedelta(days=days) for days in free]
        mine = first(student, MANY_A_YEAR, start, holidays)
        assert_same(mine, first(reference, MANY_A_YEAR, start, holidays))


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(start=STARTS, many=integers(30, 90), kind=sampled_from(sorted(KINDS)))
def test_many_holidays(student, reference, start, many, kind):
    """All holidays count, however many there are."""
    # Months of them in a row, and then two of three days, from the last to the first.
    days = [*range(many), *(n for n in range(many, 3 * many) if n % 3)]
    holidays = KINDS[kind](start + timedelta(days=n) for n in reversed(days))
    mine = first(student, 2 * many, start, holidays)
    assert_same(mine, first(reference, 2 * many, start, holidays))


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(start=STARTS, before=integers(1, 5))
def test_goes_on(student, reference, start, before):
    """A loop over an iterator goes on with the days that next has left."""
    mine, right = student.workdays.hold(start), reference.workdays.hold(start)
    for _ in range(before):
        assert_same(next(mine), next(right))
    loop = student.lib("builtins").iter.hold(mine)  # as `for` does
    for _ in range(2):
        assert_same(next(loop), next(right))


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(start=STARTS, other=STARTS, free=FREE, other_free=FREE)
def test_two_walks(student, reference, start, other, free, other_free):
    """Two iterators have nothing to do with each other, and each has holidays of its own."""
    mine, right = student.workdays.hold(start, free), reference.workdays.hold(start, free)
    # Asked for before the first has taken a step.
    twin = student.workdays.hold(start, free)
    for _ in range(2):
        assert_same(next(mine), next(right))
    walk(student, reference, 2, other, other_free)
    right_twin = reference.workdays.hold(start, free)
    for _ in range(2):
        assert_same(next(mine), next(right))
        assert_same(next(twin), next(right_twin))


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(
    start=STARTS,
    free=lists(integers(0, 4), min_size=1, max_size=4),
    kind=sampled_from(["list", "set"]),
)
def test_holidays_stay(student, reference, start, free, kind):
    """The holidays stay as they are, however far the walk has come."""
    holidays = KINDS[kind](start + timedelta(days=days) for days in free)
    kept = [getattr(module.lib("builtins"), kind).hold(holidays) for module in (student, reference)]
    mine, right = student.workdays.hold(start, kept[0]), reference.workdays.hold(start, kept[1])
    for _ in range(4):
        assert_same(next(mine), next(right))
    assert_same(kept[0].value(), holidays)
    # One more in the same collection: it counts for a walk that is asked for now.
    for held in kept:
        (held.append if kind == "list" else held.add)(start + timedelta(days=7))
    mine, right = [
        first(m, 6, start, held) for m, held in zip((student, reference), kept, strict=True)
    ]
    assert_same(mine, right)
