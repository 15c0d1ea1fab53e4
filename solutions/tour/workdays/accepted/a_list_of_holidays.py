"""Looks for each day in a sorted list, and asks itself again after a free one."""

from datetime import timedelta


class Walk:
    def __init__(self, start, holidays):
        self.day = start - timedelta(days=1)
        self.holidays = sorted(holidays)

    def __iter__(self):
        return self

    def __next__(self):
        self.day += timedelta(days=1)
        if self.day in self.holidays or self.day.weekday() > 4:
            return next(self)
        return self.day


def workdays(start, holidays=()):
    return Walk(start, holidays)
