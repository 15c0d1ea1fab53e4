"""Only the number of the day counts: a holiday on the 1st makes the 1st of each month free."""

from datetime import timedelta


def workdays(start, holidays=()):
    free = {day.day for day in holidays}
    day = start
    while True:
        if day.weekday() < 5 and day.day not in free:
            yield day
        day += timedelta(days=1)
