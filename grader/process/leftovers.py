"""What a program left in a process that goes on: its threads, descriptors and children, and what it
did to the state that all of the process shares. What can surely be put back is; where anything else
is left, the process is spent, and the next run needs another.
"""

from __future__ import annotations

import _locale
import _thread
import contextlib
import gc
import itertools
import os
import select
import signal
import sys
import threading
import time
import warnings
from typing import Any

# As many as a worker may have at once (`confine/confine.py`).
_DESCRIPTORS = 64
_SETTLE_S, _TRIES = 0.001, 20
HOOKS = ("excepthook", "unraisablehook", "displayhook", "breakpointhook")
# Of the arithmetic's context, what changes results; its flags change with each of them.
_ARITHMETIC = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "traps")


class Leftovers:
    """`left = Leftovers()`; a run; then `left.put_back()`: whether the process is spent."""

    def __init__(self) -> None:
        self._threads = _thread._count()
        self._closed = _closed()
        self._parent = _has_children()
        self._locale = _locale.setlocale(_locale.LC_ALL)
        self._hooks = [(sys, name, getattr(sys, name)) for name in HOOKS]
        self._hooks.append((threading, "excepthook", threading.excepthook))
        shown = ("showwarning", "formatwarning")
        self._hooks += [(warnings, name, getattr(warnings, name)) for name in shown]
        self._traces = sys.gettrace(), sys.getprofile()
        self._filters = list(warnings.filters)
        self._recursion = sys.getrecursionlimit()
        self._digits = sys.get_int_max_str_digits()
        self._collects = gc.isenabled()
        self._stack = threading.stack_size()
        self._signals = _signals()
        _count_anew()

    def put_back(self) -> bool:
        """True where something is left that can't be put back for sure."""
        trace, profile = self._traces
        sys.settrace(trace)
        sys.setprofile(profile)
        threading.settrace(None)
        threading.setprofile(None)
        for module, name, hook in self._hooks:
            setattr(module, name, hook)
        if warnings.filters != self._filters:
            filters: Any = warnings.filters
            filters[:] = self._filters
            warnings._filters_mutated()  # type: ignore[attr-defined]
        sys.setrecursionlimit(self._recursion)
        sys.set_int_max_str_digits(self._digits)
        (gc.enable if self._collects else gc.disable)()
        self._restore_signals()
        is_parent = _has_children() and not self._parent
        return any((self._has_threads(), self._has_open(), is_parent, self._is_changed()))

    def _restore_signals(self) -> None:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, before, now in zip(_NUMBERS, self._signals, _signals(), strict=True):
            if now is not before and before is not None:
                signal.signal(number, before)

    def _has_threads(self) -> bool:
        for _ in range(_TRIES):  # one that was waited for is gone a moment later
            if _thread._count() <= self._threads:
                return False
            if any(t.daemon for t in threading.enumerate()):
                return True
            time.sleep(_SETTLE_S)
        return True

    def _has_open(self) -> bool:
        now = _closed()
        return now != self._closed and not {*self._closed} <= {*now}

    def _is_changed(self) -> bool:
        changed = _locale.setlocale(_locale.LC_ALL) != self._locale
        if changed or threading.stack_size() != self._stack:
            return True
        if (sockets := sys.modules.get("_socket")) and sockets.getdefaulttimeout() is not None:
            return True
        if (decimal := sys.modules.get("decimal")) is None:
            return False
        now, fresh = decimal.getcontext(), decimal.DefaultContext
        return any(getattr(now, name) != getattr(fresh, name) for name in _ARITHMETIC)


def _count_anew() -> None:
    """The first thread of a program is Thread-1."""
    threading._counter = itertools.count(1).__next__  # type: ignore[attr-defined]
    if (pools := sys.modules.get("concurrent.futures.thread")) is not None:
        pools.ThreadPoolExecutor._counter = itertools.count().__next__


def _signals() -> list[Any]:
    return [_getsignal(number) for number in _NUMBERS]


def _numbers_of_signals() -> list[int]:
    """Those that there are: a Windows has few."""
    found = []
    for number in range(1, signal.NSIG):
        with contextlib.suppress(ValueError):
            signal.getsignal(number)
            found.append(number)
    return found


_NUMBERS = _numbers_of_signals()
# Without a name for each answer, which takes longer than the question.
_getsignal: Any = vars(signal)["_signal"].getsignal


def _closed() -> list[tuple[int, int]]:
    """The descriptors that are not open, of as many as are looked at."""
    global _poll
    if not hasattr(select, "poll"):
        return [(number, 0) for number in range(_DESCRIPTORS) if not _is_open(number)]
    if _poll is None:
        _poll = select.poll()
        for number in range(_DESCRIPTORS):
            _poll.register(number, 0)
    # One question to the system for all of them.
    return [told for told in _poll.poll(0) if told[1] & select.POLLNVAL]


_poll: Any = None


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _has_children() -> bool:
    if not hasattr(os, "waitid"):
        return False
    with contextlib.suppress(OSError):  # there are none, or may be none
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    return False
