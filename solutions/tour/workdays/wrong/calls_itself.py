"""The walk calls itself for the next day, and that one for the day after it: none of these calls is ever done, and after about a thousand Python allows no more.

Evidence: yield from workdays
"""
from datetime import timedelta


def workdays(start, holidays=()):
    if start.weekday() < 5 and start not in holidays:
        yield start
    yield from workdays(start + timedelta(days=1), holidays)
