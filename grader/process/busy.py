"""How busy the machine is: whether another process would have a processor to itself."""

from __future__ import annotations

import os

_LOADS = "/proc/loadavg"


def processors() -> int:
    """How many this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def running() -> float | None:
    """How many threads run or want to at this moment, this one among them; where only that is
    told, on average in the last minute, in which other commands may have come and gone. None where
    nothing is."""
    try:
        with open(_LOADS, "rb") as told:
            return int(told.read().split()[3].partition(b"/")[0])
    except (OSError, ValueError, IndexError):
        return os.getloadavg()[0] + 1 if hasattr(os, "getloadavg") else None
