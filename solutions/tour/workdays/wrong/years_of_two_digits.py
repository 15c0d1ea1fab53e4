"""Days are compared as they are written with two digits of the year: a holiday is free a century later, too."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = {written(day) for day in holidays}
    day = start
    while True:
        if day.weekday() < 5 and written(day) not in free:
            yield day
        day += timedelta(days=1)


def written(day):
    return day.strftime("%d.%m.%y")
