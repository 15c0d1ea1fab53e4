"""Holidays are waited for one after the other: one from before the start, or one that is told twice, is waited for in vain, and all behind it are worked on."""
from datetime import timedelta


def workdays(start, holidays=()):
    free = sorted(holidays)
    day = start
    while True:
        if free and day == free[0]:
            free.pop(0)
        elif day.weekday() < 5:
            yield day
        day += timedelta(days=1)
