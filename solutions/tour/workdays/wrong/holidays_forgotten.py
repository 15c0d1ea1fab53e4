"""Holidays are worked on: they should be left out."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    while True:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)
