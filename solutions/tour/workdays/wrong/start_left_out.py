"""The first day is the one after start: start itself comes first if it is a workday."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    while True:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            yield day
