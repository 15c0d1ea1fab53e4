"""Ends what runs in this process and mostly ends soon: a check's body, with answers that ask no
more of it than those with which it did (alike.py, extent.py). A copy of the process would cost more
than the body itself; a thread that looks at a clock now and then costs nothing.

Overtime is raised inside the body, and again while that holds on to it. It comes between two of
Python's own steps: a power or a pattern that is one step is tried in a copy, see rehearsal.py.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..process.clock import WALL
from ..wire.messages import Operation, Outcome

if TYPE_CHECKING:
    from ..checks.channel import Channel

_LOOK_S = 0.25


class Overtime(BaseException):
    """Ends the body. Not an Exception, which a check might expect."""


@dataclass(eq=False)
class _Run:
    thread: int
    limit_s: float
    began_s: float
    began_cpu_s: float
    asks: bool = False
    ended: bool = False

    def is_over(self) -> bool:
        """A busy machine ends nothing: its thread has computed so long, or done nothing at all for
        much longer."""
        passed_s = time.monotonic() - self.began_s
        if passed_s < self.limit_s:
            return False
        return passed_s >= WALL * self.limit_s or self._computed_s() >= self.limit_s

    def _computed_s(self) -> float:
        cpu_s = _cpu_s(self.thread)
        return float("inf") if cpu_s is None else cpu_s - self.began_cpu_s


class Watch:
    """Over one body at a time. Its thread goes when there has been none for a while."""

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._run: _Run | None = None
        self._looks = False

    def run(self, job: Callable[[], None], limit_s: float) -> None:
        """Raises Overtime where it computes for longer than that."""
        if os.getpid() != self._pid:  # a copy of this process, which has a clock of its own
            job()
            return
        thread = threading.get_ident()
        run = _Run(thread, limit_s, time.monotonic(), _cpu_s(thread) or 0.0)
        try:
            try:
                self._begin(run)
                job()
            finally:
                self._settle(run)
        except Overtime:
            self._settle(run)
            raise

    def asking(self, channel: Channel) -> Channel:
        """The channel, which is not interrupted: somebody waits for what it sends. What it waits
        for is no time of the body's."""
        return _Uninterrupted(channel, self)

    def pause(self) -> _Run | None:
        if self._run is None:
            return None
        with self._lock:
            if self._run is not None:
                self._run.asks = True
            return self._run

    def _begin(self, run: _Run) -> None:
        with self._lock:
            self._run = run
            if self._looks:
                return
            self._looks = True
        threading.Thread(target=self._look, name="clock of checks", daemon=True).start()

    def _settle(self, run: _Run) -> None:
        """What is still to be raised for it is raised in here. Were it taken back, Python 3.11
        would look for it at each step from then on, and never get beyond one that is traced."""
        self._run = None  # from here on nothing new is raised
        with self._lock:
            if not run.ended:
                return
            run.ended = False
        try:
            _raise_in(run.thread, Overtime)  # in the place of one that may be on its way
            while True:
                time.sleep(0)
        except Overtime:
            return

    def _look(self) -> None:
        idle = False
        while True:
            time.sleep(_LOOK_S)
            with self._lock:
                run = self._run
                if run is None and idle:
                    self._looks = False
                    return
                idle = run is None
                if run is not None and not run.asks and run.is_over():
                    run.ended = True
                    _raise_in(run.thread, Overtime)


class _Uninterrupted:
    def __init__(self, channel: Channel, watch: Watch) -> None:
        self._channel, self._watch = channel, watch

    def run(self, operation: Operation) -> tuple[int, Outcome]:
        began_s = time.monotonic()
        run = self._watch.pause()
        try:
            return self._channel.run(operation)
        finally:
            if run is not None:
                run.began_s += time.monotonic() - began_s
                run.asks = False


def _cpu_s(thread: int) -> float | None:
    """None where the system doesn't tell."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return None
    return time.clock_gettime(time.pthread_getcpuclockid(thread))


def _raise_in(thread: int, error: type[BaseException]) -> None:
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
