"""Centuries of days are worked out before anybody asks for one, beyond the calendar's end where start is late."""

from datetime import timedelta


def workdays(start, holidays=()):
    days = [start + timedelta(days=n) for n in range(300 * 365)]
    return (day for day in days if day.weekday() < 5 and day not in holidays)
