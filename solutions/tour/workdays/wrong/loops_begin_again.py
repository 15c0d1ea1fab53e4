"""Each loop over the days begins at the start again: an iterator's `__iter__` returns the iterator as it is."""

from datetime import timedelta


class Walk:
    def __init__(self, start, holidays):
        self.start, self.holidays = start, holidays
        self.day = start

    def __iter__(self):
        self.day = self.start
        return self

    def __next__(self):
        while self.day.weekday() > 4 or self.day in self.holidays:
            self.day += timedelta(days=1)
        found = self.day
        self.day += timedelta(days=1)
        return found


def workdays(start, holidays=()):
    return Walk(start, holidays)
