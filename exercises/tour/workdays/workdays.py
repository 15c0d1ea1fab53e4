from collections.abc import Collection, Iterator
from datetime import date


def workdays(start: date, holidays: Collection[date] = ()) -> Iterator[date]:
    """An endless iterator: all Mondays to Fridays from start on that are not in holidays, in order.

    start: the first, if it is a workday. holidays: dates in any order; they stay as they are.
    """
    raise NotImplementedError
