"""Days are compared as they are written, without zeros or signs between: 12 January is 2 November."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = {written(day) for day in holidays}
    day = start
    while True:
        if day.weekday() < 5 and written(day) not in free:
            yield day
        day += timedelta(days=1)


def written(day):
    return f"{day.year}{day.month}{day.day}"
