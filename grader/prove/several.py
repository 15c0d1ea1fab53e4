"""Does something for several exercises at a time, each in a process of its own."""

from __future__ import annotations

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
    with processes(min(jobs, len(exercises)), quietly) as pool:
        waiting = [pool.submit(do, exercise) for exercise in exercises]
        try:
            for one in waiting:
                yield one.result()
        except (KeyboardInterrupt, GeneratorExit):
            # Not cancelled: a pool whose processes end meanwhile takes that for a fault of its own.
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def processes(count: int, begin: Callable[[], object]) -> ProcessPoolExecutor:
    """pytest and Hypothesis keep state in their modules: one process each. begin: what each of them
    begins with."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=begin)


def quietly() -> None:
    """A Ctrl-C ends them at once and without a traceback of each."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
