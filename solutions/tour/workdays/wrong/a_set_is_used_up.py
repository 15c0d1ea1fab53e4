"""Of holidays in a set, those that are behind are taken out, and whoever made the set finds it changed."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = holidays if isinstance(holidays, set) else set(holidays)
    day = start
    while True:
        if day in free:
            free.remove(day)
        elif day.weekday() < 5:
            yield day
        day += timedelta(days=1)
