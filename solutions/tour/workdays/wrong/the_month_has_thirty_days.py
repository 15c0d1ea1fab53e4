"""Behind the thirtieth comes the first of the next month here: months have other lengths, too."""

from datetime import date, timedelta


def workdays(start, holidays=()):
    year, month, day = start.year, start.month, start.day
    while True:
        try:
            today = date(year, month, day)
        except ValueError:
            today = None
        if today is not None and today.weekday() < 5 and today not in holidays:
            yield today
        day += 1
        if day > 30:
            day = 1
            month += 1
        if month > 12:
            month = 1
            year += 1
