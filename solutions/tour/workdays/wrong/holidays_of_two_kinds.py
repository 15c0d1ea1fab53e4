"""Holidays count in a list or in a set alone: a tuple or a frozenset is a collection as well."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = list(holidays) if isinstance(holidays, (list, set)) else []
    while True:
        if start.weekday() < 5 and start not in free:
            yield start
        start += timedelta(days=1)
