"""The walk is given up when there was no workday for a year: there is always a next one."""

from datetime import timedelta


def workdays(start, holidays=()):
    day, free = start, 0
    while free < 366:
        if day.weekday() < 5 and day not in holidays:
            yield day
            free = 0
        else:
            free += 1
        day += timedelta(days=1)
