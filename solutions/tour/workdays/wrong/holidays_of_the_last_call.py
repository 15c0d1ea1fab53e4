"""The holidays are kept once for all iterators: those of the last call count for the others, too."""

from datetime import timedelta


class Workdays:
    def __init__(self, start, holidays):
        Workdays.holidays = set(holidays)
        self.day = start

    def __iter__(self):
        return self

    def __next__(self):
        while self.day.weekday() > 4 or self.day in Workdays.holidays:
            self.day += timedelta(days=1)
        day = self.day
        self.day += timedelta(days=1)
        return day


def workdays(start, holidays=()):
    return Workdays(start, holidays)
