"""Says how much time a process has had of its own: what it computed and what it slept, but not
what it waited for a processor that others kept busy.

A verdict must not depend on what else runs on the machine. So a limit on a call is a limit on the
processor time of the process (its own clock, which anybody may read), and on time spent asleep,
which is the wall's less what the scheduler kept it waiting. Behind both stands the wall clock, ten
times as patient. Where a system has neither clock (no Linux), the wall decides alone.

Knows nothing about what the process does.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice

from .thread_room import MAX_THREADS

# How much longer than its limit anything may take, however busy the machine.
WALL = 10.0
# A call that is answered sooner than this is never measured at all.
PROMPT_S = 0.05
_LOOK_AGAIN_S = 0.02
_PROCESS_CPU_TIME = 2  # CPUCLOCK_SCHED, <linux/posix-timers_types.h>


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds at one moment. waited_s: ready to run and not running, the longest of its threads."""

    cpu_s: float
    waited_s: float


class Clock:
    """One process's clocks. patient: sleep is not counted, as it waits for a device, say."""

    def __init__(self, pid: int, patient: bool = False) -> None:
        self._pid = pid
        self._cpu_clock = (~pid << 3) | _PROCESS_CPU_TIME
        self.patient = patient

    def now(self) -> Reading | None:
        """None where the system doesn't tell, or the process is gone."""
        if sys.platform != "linux":
            return None
        try:
            return Reading(time.clock_gettime(self._cpu_clock), self._waited_s())
        except OSError:
            return None

    def asleep(self) -> bool:
        """Whether none of its threads runs, wants to run, or waits for a disk."""
        return all(
            line.rpartition(b")")[2].split()[:1] not in ([b"R"], [b"D"])
            for line in self._each("stat")
        )

    def _waited_s(self) -> float:
        # Source: Documentation/scheduler/sched-stats: running, waiting (both ns), slices.
        told = [line.split() for line in self._each("schedstat")]
        return max((int(numbers[1]) for numbers in told if len(numbers) > 1), default=0) / 1e9

    def _each(self, file: str) -> list[bytes]:
        """A file of /proc for each thread of the process, as far as they may be read. Bytes: a
        thread names itself, and needn't do it in any encoding. Of a worker that has more threads
        than it may no more are read: it is about to be ended, and a look stays quick."""
        lines = []
        folder = f"/proc/{self._pid}/task"
        with suppress(OSError), os.scandir(folder) as threads:
            for thread in islice(threads, MAX_THREADS):
                with suppress(OSError), open(f"{thread.path}/{file}", "rb") as told:
                    lines.append(told.read())
        return lines


class Span:
    """A stretch of a process's time, with a limit in seconds of its own."""

    def __init__(self, clock: Clock, limit_s: float) -> None:
        self._clock = clock
        self._limit_s = limit_s
        self._began_s = time.monotonic()
        # Read once it is plain that this takes a while: most answers come at once.
        self._start: Reading | None = None
        self._look_s = min(PROMPT_S, max(limit_s, 0.0) / 4)

    def wait_s(self) -> float:
        """How long to wait before it makes sense to ask whether it is over."""
        return self._look_s

    def over(self) -> bool:
        """Whether the limit is used up; also plans the next look."""
        wall = time.monotonic() - self._began_s
        now = self._clock.now()
        if wall >= WALL * self._limit_s or (now is None and wall >= self._limit_s):
            return True
        if now is None:
            self._look_s = self._limit_s - wall
            return False
        start = self._start = self._start or now
        computed = now.cpu_s - start.cpu_s
        own = wall - (now.waited_s - start.waited_s)
        slept = own >= self._limit_s and not self._clock.patient and self._clock.asleep()
        rest = self._limit_s - max(computed, own if own < self._limit_s else 0.0)
        self._look_s = max(min(rest, PROMPT_S if own >= self._limit_s else rest), _LOOK_AGAIN_S)
        return computed >= self._limit_s or slept


class Wait:
    """A stretch of time by the wall's clock alone, as a Span is one of a process's."""

    def __init__(self, limit_s: float) -> None:
        self._deadline_s = time.monotonic() + limit_s

    def wait_s(self) -> float:
        return max(self._deadline_s - time.monotonic(), 0.0)

    def over(self) -> bool:
        return self.wait_s() <= 0


class Nearer:
    """Two limits at once: over when either is."""

    def __init__(self, one: Span, other: Span) -> None:
        self._one, self._other = one, other

    def wait_s(self) -> float:
        return min(self._one.wait_s(), self._other.wait_s())

    def over(self) -> bool:
        # Each is asked, as that plans its next look.
        first, second = self._one.over(), self._other.over()
        return first or second


Deadline = Span | Wait | Nearer


class Shift:
    """All the time that a process has had of its own while it was asked something."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._start = clock.now()
        self._since: float | None = None
        self._asked_s = 0.0
        self._final_s: float | None = None

    def begin(self) -> None:
        self._since = time.monotonic()

    def end(self) -> None:
        self._asked_s = self.asked_s
        self._since = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """While this is open, we have something to do ourselves: a worker that sleeps meanwhile
        waits for us."""
        if self._since is None:
            yield
            return
        self.end()
        try:
            yield
        finally:
            self.begin()

    @property
    def asked_s(self) -> float:
        """By the wall clock, so never less than `own_s`, and quick to tell."""
        running = 0.0 if self._since is None else time.monotonic() - self._since
        return self._asked_s + running

    def close(self) -> None:
        """Takes the last reading, while there is a process to ask about."""
        if self._final_s is None:
            self._final_s = self.own_s()

    def computed_s(self) -> float:
        """Of the processor's time alone; 0 where the system doesn't tell."""
        now = self._clock.now()
        return 0.0 if now is None or self._start is None else now.cpu_s - self._start.cpu_s

    def own_s(self) -> float:
        if self._final_s is not None:
            return self._final_s
        now = self._clock.now()
        if now is None or self._start is None:
            return self.asked_s
        computed = now.cpu_s - self._start.cpu_s
        if self._clock.patient:
            return max(computed, self.asked_s / WALL)
        return max(computed, self.asked_s - (now.waited_s - self._start.waited_s))
