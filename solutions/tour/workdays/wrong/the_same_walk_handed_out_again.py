"""Who asks for a walk that nobody has begun yet is handed that one: two callers go the same way together.

Evidence: getgeneratorstate
"""

from datetime import timedelta
from inspect import GEN_CREATED, getgeneratorstate

walks = {}


def workdays(start, holidays=()):
    asked = start, frozenset(holidays)
    if asked not in walks or getgeneratorstate(walks[asked]) != GEN_CREATED:
        walks[asked] = walk(*asked)
    return walks[asked]


def walk(day, holidays):
    while True:
        if day.weekday() < 5 and day not in holidays:
            yield day
        day += timedelta(days=1)
