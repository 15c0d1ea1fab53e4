"""What is done while something else is: imports of our own, while the warm parent imports what a
student's file needs, or while the file is asked.

Only wrong answers need them, but most work isn't right yet; and while we wait, they cost nobody
any time where a processor is free for them. A parent takes two seconds to import torch.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Thread

from ..process import busy

# In steps, each a fraction of a second: whoever's answers are right waits for the end of one.
MODULES = ("numpy", "hypothesis", "pytest", "grader.judge.check_runner")
# How long it is looked for a processor that is free, and how often.
LOOK_S, MOST_LOOKS = 0.01, 200


def imports(modules: Iterable[str]) -> list[Callable[[], object]]:
    """A step for each of these modules."""
    return [partial(importlib.import_module, name) for name in modules]


def do_while(waits: Callable[[float], bool], steps: Iterable[Callable[[], object]]) -> None:
    """Takes the steps, as long as there is something to wait for, each when a processor is free.
    waits: whether there still is after so many seconds at most. Never raises: what went wrong is
    met again by whoever needs it, and told there."""
    looks = MOST_LOOKS
    for step in steps:
        while looks and not _has_a_free_processor() and waits(LOOK_S):
            looks -= 1
        if not looks or not waits(0.0):
            return
        with suppress(Exception):
            step()


@contextmanager
def does(job: Callable[[], None], beside: bool) -> Iterator[None]:
    """While this is open, a thread does this job; without `beside`, before it is. Raises what the
    job raises, when it is over."""
    if not beside:
        job()
        yield
        return
    raised: list[BaseException] = []

    def attempted() -> None:
        try:
            job()
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=attempted, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()
    if raised:
        raise raised[0]


def _has_a_free_processor() -> bool:
    """Besides the one that the warm parent has."""
    now = busy.running()
    return now is not None and now <= busy.processors()
