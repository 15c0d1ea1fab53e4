"""Does something for several exercises at a time, each in a process of its own."""

from __future__ import annotations

import functools
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from ..model import Exercise

T = TypeVar("T")


def each(do: Callable[[Exercise], T], exercises: Sequence[Exercise], jobs: int) -> Iterator[T]:
    """What `do` gives for each exercise, in their order."""
    if jobs == 1 or len(exercises) < 2:
        yield from map(do, exercises)
        return
    # pytest and Hypothesis keep state in their modules: one process each.
    context = multiprocessing.get_context("spawn")
    # A Ctrl-C ends them at once and without a traceback of each.
    quietly = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    count = min(jobs, len(exercises))
    with ProcessPoolExecutor(count, mp_context=context, initializer=quietly) as pool:
        yield from pool.map(do, exercises)
