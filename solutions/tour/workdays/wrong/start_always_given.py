"""start is given whatever day it is: it has to be a workday like all others."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    yield day
    while True:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            yield day
