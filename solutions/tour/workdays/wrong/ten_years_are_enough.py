"""The days end after ten years: somebody may ask for more.

Evidence: range
"""

from datetime import timedelta


def workdays(start, holidays=()):
    for n in range(3653):
        day = start + timedelta(days=n)
        if day.weekday() < 5 and day not in holidays:
            yield day
