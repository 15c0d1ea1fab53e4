"""A class with __next__, which jumps over a weekend in one step."""

from datetime import timedelta


class Walk:
    def __init__(self, start, holidays):
        self.day, self.holidays = start, frozenset(holidays)

    def __iter__(self):
        return self

    def __next__(self):
        while self.day.isoweekday() > 5 or self.day in self.holidays:
            self.day += timedelta(days=max(8 - self.day.isoweekday(), 1) if self.day.isoweekday() > 5 else 1)
        found = self.day
        self.day += timedelta(days=3 if found.isoweekday() == 5 else 1)
        return found


def workdays(start, holidays=()):
    return Walk(start, holidays)
