"""One day after the other; yield waits until somebody asks for the next."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    while True:
        if day.weekday() < 5 and day not in holidays:
            yield day
        day += timedelta(days=1)
