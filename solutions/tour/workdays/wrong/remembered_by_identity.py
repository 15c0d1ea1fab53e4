"""The last holidays are kept for the collection that they came in: the same list may have other ones in it by then."""

from datetime import timedelta

_last, _free = None, frozenset()


def workdays(start, holidays=()):
    global _last, _free
    if holidays is not _last:
        _last, _free = holidays, frozenset(holidays)
    return walk(start, _free)


def walk(day, free):
    while True:
        if day.weekday() < 5 and day not in free:
            yield day
        day += timedelta(days=1)
