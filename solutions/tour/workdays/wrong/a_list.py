"""A list is returned: it is at hand at once and has an end, and next() takes nothing from it."""

from datetime import timedelta


def workdays(start, holidays=()):
    days = []
    for n in range(1000):
        day = start + timedelta(days=n)
        if day.weekday() < 5 and day not in holidays:
            days.append(day)
    return days
