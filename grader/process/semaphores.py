"""Locks of `multiprocessing` that need no other process: pools of threads are made with them.

The real ones are files in /dev/shm, which a worker may not make. It can't start a process either,
so a lock between its threads is all that one can ever be. Source: CPython's
Modules/_multiprocessing/semaphore.c, whose names and errors these are.
"""

from __future__ import annotations

import importlib
import threading
from contextlib import suppress

_RECURSIVE = 0


class Semaphore:
    """Stands in for `_multiprocessing.SemLock`."""

    SEM_VALUE_MAX = 2**31 - 1
    handle = 0
    # As of one whose file is gone already; nobody has to be told to remove it.
    name = None

    def __init__(self, kind: int, value: int, maxvalue: int, name: str, unlink: bool) -> None:
        self.kind = kind
        self.maxvalue = maxvalue
        self._inner = threading.Semaphore(value)
        self._owner = 0
        self._acquired = 0

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        if self.kind == _RECURSIVE and self._is_mine():
            self._acquired += 1
            return True
        waits = max(timeout, 0.0) if block and timeout is not None else None
        if not self._inner.acquire(block, waits):
            return False
        self._owner = threading.get_ident()
        self._acquired += 1
        return True

    def release(self) -> None:
        if self.kind == _RECURSIVE:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._acquired > 1:
                self._acquired -= 1
                return
        elif self._get_value() >= self.maxvalue:
            raise ValueError("semaphore or lock released too many times")
        self._acquired -= 1
        self._inner.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _count(self) -> int:
        return self._acquired

    def _is_mine(self) -> bool:
        return self._acquired > 0 and self._owner == threading.get_ident()

    def _get_value(self) -> int:
        return self._inner._value

    def _is_zero(self) -> bool:
        return self._inner._value == 0

    def _after_fork(self) -> None:
        self._acquired = 0


def settle() -> None:
    """Has `multiprocessing` make its locks of these, for a worker that can make no others."""
    # A Python that was built without it has nobody who could use them.
    with suppress(ImportError):
        setattr(importlib.import_module("_multiprocessing"), "SemLock", Semaphore)  # noqa: B010
