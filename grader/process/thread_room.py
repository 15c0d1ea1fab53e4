"""How many threads each worker has, and forks where others have taken all the room there is.
For the warm parent alone.

A thread needs neither a stack nor any memory that a limit would count: native code starts
thousands in a moment. What the kernel has room for is the whole machine's. So a worker's threads
are counted from outside, and one that has more than it may is ended.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection
from contextlib import suppress

MAX_THREADS = 256
# How often workers are looked at.
WATCH_S = 0.1
# How often a fork is tried before it is given up: the kernel needs a moment to end a crowd.
TRIES = 20


class Crowds:
    """Ends workers that have too many threads. kill: ends the worker of this number."""

    def __init__(self, kill: Callable[[int], None]) -> None:
        self._kill = kill
        self._ended: set[int] = set()

    def end(self, workers: Collection[int]) -> None:
        """Ends those of the workers that have more threads than they may."""
        for pid in workers:
            if pid not in self._ended and _threads(pid) > MAX_THREADS:
                self._ended.add(pid)
                self._kill(pid)

    def fork(self, workers: Collection[int]) -> int:
        """As os.fork, where there is room or one of the workers can be made to leave some.
        Raises OSError."""
        for _ in range(TRIES):
            self.end(workers)
            with suppress(OSError):
                return os.fork()
            time.sleep(WATCH_S)
        return os.fork()

    def forget(self, pid: int) -> bool:
        """Of a worker that is gone: whether it was ended for its threads."""
        was = pid in self._ended
        self._ended.discard(pid)
        return was


def _threads(pid: int) -> int:
    """0 where the system doesn't tell. Source: proc(5), field 20 of /proc/<pid>/stat."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return int(stat.read().rpartition(b")")[2].split()[17])  # from field 3 on
    except (OSError, IndexError):
        return 0
