"""A year is taken to have 365 days: the last day of a leap year is its first once more."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = {numbered(day) for day in holidays}
    day = start
    while True:
        if day.weekday() < 5 and numbered(day) not in free:
            yield day
        day += timedelta(days=1)


def numbered(day):
    return day.year, day.timetuple().tm_yday % 365
