"""The days end after some years: somebody may ask for more.

Evidence: range
"""

from datetime import timedelta


def workdays(start, holidays=()):
    for n in range(1100):
        day = start + timedelta(days=n)
        if day.weekday() < 5 and day not in holidays:
            yield day
