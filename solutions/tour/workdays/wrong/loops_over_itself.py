"""The walk loops over itself from the next day on, and that one over itself again: none of these loops is ever done, and after about a thousand Python allows no more.

Evidence: in workdays
"""
from datetime import timedelta


def workdays(start, holidays=()):
    if start.weekday() < 5 and start not in holidays:
        yield start
    for day in workdays(start + timedelta(days=1), holidays):
        yield day
