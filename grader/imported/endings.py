"""Exceptions that are no Exception: what a test may end with besides failing.

`sys.exit()`, `pytest.skip()` and a KeyboardInterrupt that a test raises itself say nothing to us.
Checks run in a thread, where nobody's Ctrl-C arrives: whatever is raised there is the test's.
"""

from __future__ import annotations

import unittest

import pytest

# Python's own, which a test's function may raise where the student's code called it.
CROSSING = (SystemExit, KeyboardInterrupt, GeneratorExit)
_WAITED_FOR = {"hypothesis", __name__.partition(".")[0]}
_ENDS = (SystemExit, KeyboardInterrupt, pytest.exit.Exception)

SKIPPED = "the test is skipped with this answer"
_ENDED = "the test ends the whole program with this answer"
_STOPPED = "the test stops with this answer"


def is_the_tests(error: BaseException) -> bool:
    """Whether it is the test's own; neither ours nor Hypothesis's, who wait for what they raised
    through the test."""
    return type(error).__module__.partition(".")[0] not in _WAITED_FOR


def is_skip(error: BaseException) -> bool:
    return isinstance(error, (unittest.SkipTest, pytest.skip.Exception))


def is_the_runners(error: BaseException) -> bool:
    """Whether it is said to who runs tests: that one is skipped, or that all end."""
    return is_skip(error) or isinstance(error, pytest.exit.Exception)


def words(error: BaseException) -> str:
    """What a test did that ended so."""
    if is_skip(error):
        return SKIPPED
    return _ENDED if isinstance(error, _ENDS) else _STOPPED
