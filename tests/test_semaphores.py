"""Locks of multiprocessing that need no file: whatever is done with one, the real one answers so.

The real ones work here, outside of any worker; they are the oracle.
"""

from __future__ import annotations

import _multiprocessing
import functools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.process.semaphores import Semaphore

RECURSIVE, COUNTING = 0, 1
_names = iter(range(10**9))


def real(kind: int, value: int, maxvalue: int) -> Any:
    name = f"/kata-{threading.get_ident()}-{next(_names)}"
    return _multiprocessing.SemLock(kind, value, maxvalue, name, True)


def ours(kind: int, value: int, maxvalue: int) -> Any:
    return Semaphore(kind, value, maxvalue, "/kata", True)


Elsewhere = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    """What an action answers in another thread. Always the same one: a new thread may have the
    number of one that has ended."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda action: pool.submit(action).result()


def tried(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except (AssertionError, ValueError) as error:
        return type(error), str(error)


# None of them waits: a lock that nobody will release would keep the test for ever.
STEPS: dict[str, Callable[[Any], Any]] = {
    "take": lambda lock: lock.acquire(False),
    "take in time": lambda lock: lock.acquire(True, 0.0),
    "take with no patience at all": lambda lock: lock.acquire(True, -1.0),
    "release": lambda lock: lock.release(),
    "enter and leave": lambda lock: lock.acquire(False) and lock.__exit__(None, None, None),
    "count": lambda lock: lock._count(),
    "whose": lambda lock: lock._is_mine(),
    "how many": lambda lock: lock._get_value(),
    "none": lambda lock: lock._is_zero(),
}


@given(
    kind_and_value=st.sampled_from([(RECURSIVE, 1, 1), (COUNTING, 1, 1), (COUNTING, 2, 3)]),
    steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.booleans()), max_size=12),
)
def test_it_answers_as_the_real_one_does(
    elsewhere: Elsewhere, kind_and_value: tuple[int, int, int], steps: list[tuple[str, bool]]
) -> None:
    """In this thread and in others, in whatever order."""
    pair = real(*kind_and_value), ours(*kind_and_value)
    for name, in_a_thread in steps:
        answers = []
        for lock in pair:
            one = functools.partial(tried, functools.partial(STEPS[name], lock))
            answers.append(elsewhere(one) if in_a_thread else one())
        assert answers[0] == answers[1], name


def test_who_waits_goes_on_when_it_is_released() -> None:
    lock = ours(COUNTING, 0, 1)
    thread = threading.Thread(target=lock.acquire)
    thread.start()
    lock.release()
    thread.join()
    lock.release()
    with pytest.raises(ValueError, match="released too many times"):
        lock.release()


def test_a_with_block_holds_it(elsewhere: Elsewhere) -> None:
    lock = ours(RECURSIVE, 1, 1)
    with lock, lock:
        assert lock._count() == 2
        assert not elsewhere(lambda: lock.acquire(False))
    assert elsewhere(lambda: lock.acquire(False))
