"""All iterators share one place in the calendar: a step of one is a step of the others."""

from datetime import timedelta

place = None


def workdays(start, holidays=()):
    global place
    place = start
    while True:
        if place.weekday() < 5 and place not in holidays:
            yield place
        place += timedelta(days=1)
