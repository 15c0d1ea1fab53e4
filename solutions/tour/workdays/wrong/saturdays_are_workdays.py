"""Saturdays are given, too: in weekday(), Monday is 0 and Saturday 5."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    while True:
        if day.weekday() <= 5 and day not in holidays:
            yield day
        day += timedelta(days=1)
