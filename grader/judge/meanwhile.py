"""What is done while the warm parent imports what a student's file needs: imports of our own.

Only wrong answers need them, but most work isn't right yet; and while we wait, they cost nobody
any time where a processor is free for them. A parent takes two seconds to import torch.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

# In steps, each a fraction of a second: whoever's answers are right waits for the end of one.
MODULES = ("numpy", "hypothesis", "pytest", "grader.judge.check_runner")


def imports(modules: Iterable[str]) -> list[Callable[[], object]]:
    """A step for each of these modules."""
    return [partial(importlib.import_module, name) for name in modules]


def do_while(waits: Callable[[], bool], steps: Iterable[Callable[[], object]]) -> None:
    """Takes the steps, as long as there is something to wait for. Never raises: what went wrong
    is met again by whoever needs it, and told there."""
    if not _has_a_free_processor():
        return
    for step in steps:
        if not waits():
            return
        with suppress(Exception):
            step()


def _has_a_free_processor() -> bool:
    """Besides the one that the warm parent has."""
    try:
        mine = len(os.sched_getaffinity(0))
        busy = os.getloadavg()[0]
    except (AttributeError, OSError):
        return False
    return mine - busy >= 1
