"""Week 1 may begin in December: with the calendar's year beside it, a year's first days are its last."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = {numbered(day) for day in holidays}
    day = start
    while True:
        if day.weekday() < 5 and numbered(day) not in free:
            yield day
        day += timedelta(days=1)


def numbered(day):
    return day.strftime("%Y-%V-%u")
