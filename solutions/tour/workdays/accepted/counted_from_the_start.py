"""Looks for the n-th workday from the start on, for each n."""

from datetime import timedelta
from itertools import count


def workdays(start, holidays=()):
    return (nth(n, start, holidays) for n in count(1))


def nth(n, day, holidays):
    while True:
        if day.weekday() < 5 and day not in holidays:
            n -= 1
        if n == 0:
            return day
        day += timedelta(days=1)
