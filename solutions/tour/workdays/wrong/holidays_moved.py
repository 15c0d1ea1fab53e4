"""A holiday on a weekend makes the Monday behind it free: it only falls on a free day."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = set()
    for holiday in holidays:
        while holiday.weekday() >= 5:
            holiday += timedelta(days=1)
        free.add(holiday)
    day = start
    while True:
        if day.weekday() < 5 and day not in free:
            yield day
        day += timedelta(days=1)
