"""Fridays are left out: in weekday(), Monday is 0 and Friday 4."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    while True:
        if day.weekday() < 4 and day not in holidays:
            yield day
        day += timedelta(days=1)
