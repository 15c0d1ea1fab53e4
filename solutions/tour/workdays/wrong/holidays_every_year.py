"""A holiday is free in every year, not in its own alone."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = {(day.month, day.day) for day in holidays}
    day = start
    while True:
        if day.weekday() < 5 and (day.month, day.day) not in free:
            yield day
        day += timedelta(days=1)
