"""Only the first three hundred holidays are looked at: a collection may have more."""

from datetime import timedelta
from itertools import islice


def workdays(start, holidays=()):
    free = set(islice(holidays, 300))
    day = start
    while True:
        if day.weekday() < 5 and day not in free:
            yield day
        day += timedelta(days=1)
