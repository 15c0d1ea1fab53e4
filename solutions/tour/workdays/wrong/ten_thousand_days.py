"""A number of days is worked out beforehand, and then the walk ends: there is always a next one."""

from datetime import timedelta


def workdays(start, holidays=()):
    days = (start + timedelta(days=n) for n in range(10_000))
    return iter([day for day in days if day.weekday() < 5 and day not in holidays])
