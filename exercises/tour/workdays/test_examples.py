"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

from datetime import date
from itertools import islice

from workdays import workdays

FRIDAY, SATURDAY, MONDAY = date(2026, 5, 8), date(2026, 5, 9), date(2026, 5, 11)


def test_a_weekend_is_left_out():
    assert list(islice(workdays(FRIDAY), 2)) == [FRIDAY, MONDAY]


def test_a_start_on_a_weekend():
    assert next(workdays(SATURDAY)) == MONDAY


def test_a_holiday_is_left_out():
    assert next(workdays(FRIDAY, {FRIDAY})) == MONDAY


def test_there_is_no_end():
    assert len(list(islice(workdays(MONDAY), 1000))) == 1000
