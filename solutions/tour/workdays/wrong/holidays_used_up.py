"""Holidays that are behind are taken out of the collection, and whoever made it finds it changed."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    while True:
        if day in holidays:
            while day in holidays:
                holidays.remove(day)
        elif day.weekday() < 5:
            yield day
        day += timedelta(days=1)
