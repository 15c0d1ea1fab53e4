"""Counts up the days' numbers and filters them; no yield anywhere."""

from datetime import date
from itertools import count


def workdays(start, holidays=()):
    free = {day.toordinal() for day in holidays}
    # Day 1 was a Monday.
    numbers = (n for n in count(start.toordinal()) if n % 7 not in (6, 0) and n not in free)
    return map(date.fromordinal, numbers)
