"""Does something for several exercises at a time, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from functools import partial
from multiprocessing.queues import SimpleQueue
from typing import TypeVar

from ..model import Exercise
from .trying import Say

T = TypeVar("T")
Said = SimpleQueue[tuple[str, str]]

# How long what is said in another process may lie there unheard.
HEAR_S = 0.2
# In one of the processes: what it says goes there.
_said: Said | None = None


def each(
    do: Callable[[Exercise, Say], T], exercises: Sequence[Exercise], jobs: int, say: Say
) -> Iterator[T]:
    """What `do` gives for each exercise, in their order. say: is told what each says meanwhile."""
    if jobs == 1 or len(exercises) < 2:
        yield from (do(exercise, say) for exercise in exercises)
        return
    said: Said = multiprocessing.get_context("spawn").SimpleQueue()
    with processes(min(jobs, len(exercises)), partial(_begin, said)) as pool:
        waiting = [pool.submit(_do, do, exercise) for exercise in exercises]
        try:
            for one in waiting:
                _hear(one, said, say)
                yield one.result()
        except (KeyboardInterrupt, GeneratorExit):
            # Not cancelled: a pool whose processes end meanwhile takes that for a fault of its own.
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def _begin(said: Said) -> None:
    global _said
    _said = said
    quietly()


def _do(do: Callable[[Exercise, Say], T], exercise: Exercise) -> T:
    return do(exercise, _say)


def _say(exercise: str, said: str) -> None:
    assert _said is not None
    _said.put((exercise, said))


def _hear(one: Future[T], said: Said, say: Say) -> None:
    """Passes on what is said, until this one is done. No thread does it: one that waits for a
    process that was ended in the middle of a word would never end."""
    while not one.done():
        wait([one], HEAR_S)
        while not said.empty():
            say(*said.get())


def processes(count: int, begin: Callable[[], object]) -> ProcessPoolExecutor:
    """pytest and Hypothesis keep state in their modules: one process each. begin: what each of them
    begins with."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=begin)


def quietly() -> None:
    """A Ctrl-C ends them at once and without a traceback of each."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
