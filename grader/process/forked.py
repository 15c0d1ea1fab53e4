"""Tries a job of ours in a fork of this process first: one that might not end, or take all memory,
is ended there. What it does there is done to a copy; it is the way it ends that is of interest.

    here ──forks──► the job, in a copy of this process
      ▲                │ asks: bytes there and back, as often as it likes
      └── answers ◄────┘

A regular expression, a power or a text a thousand million letters long is one step of Python's: no
exception, signal handler or trace function comes between, and while it lasts no thread of this
process goes on.
"""

from __future__ import annotations

import contextlib
import faulthandler
import math
import os
import select
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NoReturn

from ..confine.confine import mapped_bytes
from ..wire.messages import frame
from ..wire.stream import received
from .clock import Clock, Shift

if sys.platform != "win32":
    import resource

Ask = Callable[[bytes], bytes]
How = Literal["ended", "time", "memory", "died"]

# How a copy says that the job ended: any other status is no word of ours.
_WELL, _ILL, _NO_MEMORY = 75, 76, 77
# Of address space: torch with what it has for CUDA maps some thousands.
_LIBRARIES_MIB = 8192
_LOOK_S = 0.25
# Where there may be something to do beside it.
_SOON_S = 0.001


# Nobody waits any more for whoever waits for a copy, in a thread of its own.
_leaving = threading.Event()


class Left(BaseException):
    """Nobody wants to know any more how a copy ends. No Exception: it is no check's to catch."""


@contextlib.contextmanager
def left() -> Iterator[None]:
    """While this is open, who waits for a copy ends it, and raises Left."""
    _leaving.set()
    try:
        yield
    finally:
        _leaving.clear()


@dataclass(frozen=True, slots=True)
class Fork:
    """how: "died" where the copy did before the job had ended, of a fault in a library, say.
    well: what the job returned. own_s: of the copy's own time, see clock.py: what it worked and
    slept, but not what it waited for an answer, or for a processor that others kept busy."""

    how: How
    well: bool
    own_s: float


def possible() -> bool:
    """Elsewhere threads and libraries don't outlive a fork."""
    return sys.platform == "linux"


def tried(
    job: Callable[[Ask], bool],
    answer: Ask,
    own_s: float,
    memory_mib: int,
    step: Callable[[], object] = lambda: None,
    steps: int = 1,
    beside: Callable[[], bool] | None = None,
) -> Fork:
    """Runs job(ask) in a fork, for so much time of its own, and with so much memory beyond what is
    used now. step: with each change of what it returns, that much time begins anew; steps: how
    often it may.

    answer: what is told to the job, here. Where it raises, the fork is ended. beside: does
    something here while the job goes on; whether there was something to do.
    """
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with warnings.catch_warnings():
            # That other threads hold locks which nobody opens any more: who waits for one is ended.
            warnings.simplefilter("ignore", DeprecationWarning)
            with _uninterrupted():
                pid = os.fork()
                if pid == 0:
                    # A Ctrl-C is sent to all. A test that it ended would be run once more, where
                    # nothing bounds it.
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
        if pid == 0:
            ours.close()
            _in_the_copy(job, theirs, own_s * steps, memory_mib)
        theirs.close()
        return _awaited(pid, ours, answer, _Limit(Clock(pid), own_s, step), beside)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """While this is open, a Ctrl-C waits: a copy that is just beginning would meet it in the middle
    of what libraries do after a fork, and Python tells of that on the terminal."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_the_copy(
    job: Callable[[Ask], bool], wire: socket.socket, own_s: float, memory_mib: int
) -> NoReturn:
    status = _ILL
    try:
        _limit(own_s)
        _hush()
        with within_memory(memory_mib):
            status = _WELL if job(lambda question: _asked(wire, question)) else _ILL
    except MemoryError:
        status = _NO_MEMORY
    finally:
        os._exit(status)


def _limit(own_s: float) -> None:
    # Also where nobody looks, since who forked it has come to an end. Its clock begins at the fork.
    seconds = math.ceil(own_s) + 1
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


@contextlib.contextmanager
def within_memory(mib: int) -> Iterator[None]:
    """While this is open, this process gets so much beyond what it has; then a MemoryError. What
    libraries map from their files, loaded meanwhile, is not counted as that."""
    wanted = mib * 2**20
    limits = (
        (resource.RLIMIT_DATA, _written_bytes() + wanted),
        (resource.RLIMIT_AS, (mapped_bytes() or 0) + wanted + _LIBRARIES_MIB * 2**20),
    )
    before = [(limit, resource.getrlimit(limit)) for limit, _ in limits]
    for (limit, most), (_, (_, hard)) in zip(limits, before, strict=True):
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (soft, hard))
    try:
        yield
    finally:
        for limit, usual in before:
            resource.setrlimit(limit, usual)


def _written_bytes() -> int:
    """The memory of this process's own that it may write."""
    with open("/proc/self/statm", "rb") as statm:
        return int(statm.read().split()[5]) * resource.getpagesize()


def _hush() -> None:
    """Whatever is printed will be, when the job is done here. Nobody is told where it crashed."""
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    if (torch := sys.modules.get("torch")) is not None:
        torch.set_num_threads(1)  # its others are not in the copy, and would be waited for


def _asked(wire: socket.socket, question: bytes) -> bytes:
    wire.sendall(frame(question))
    return received(wire)


class _Limit:
    """A copy's time of its own, as far as it has any left."""

    def __init__(self, clock: Clock, own_s: float, step: Callable[[], object]) -> None:
        self.shift = Shift(clock)
        self.shift.begin()
        self._clock, self._own_s, self._step = clock, own_s, step
        self._at, self._began_s, self._computed_s = step(), 0.0, 0.0
        self.look_s = min(_LOOK_S, own_s)

    def over(self, asks: bool) -> bool:
        """asks: it is neither at work nor asleep just now."""
        shift = self.shift
        if (now := self._step()) != self._at:
            self._at, self._began_s, self._computed_s = now, shift.own_s(), shift.computed_s()
        # Read once it matters.
        until_s = self._began_s + self._own_s
        if shift.asked_s < until_s or shift.own_s() < until_s:
            return False
        # Who only waits for a processor just now is not ended for that.
        worked_s = shift.computed_s() - self._computed_s
        return asks or worked_s >= self._own_s or self._clock.asleep()


def _awaited(
    pid: int, wire: socket.socket, answer: Ask, limit: _Limit, beside: Callable[[], bool] | None
) -> Fork:
    how: How = "ended"
    shift = limit.shift
    try:
        while _asks(wire, limit, beside):
            with shift.paused():
                wire.sendall(frame(answer(received(wire))))
    except ConnectionError:
        pass
    except TimeoutError:
        how = "time"
        _kill(pid)
    except BaseException:
        _kill(pid)
        os.waitpid(pid, 0)
        raise
    shift.close()
    _, status, used = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        how = "time"
    elif code == _NO_MEMORY:
        how = "memory"
    elif code not in (_WELL, _ILL):
        how = "died"
    return Fork(how, code == _WELL, max(shift.own_s(), used.ru_utime + used.ru_stime))


def _asks(wire: socket.socket, limit: _Limit, beside: Callable[[], bool] | None) -> bool:
    """Waits for a question, or the end. Raises TimeoutError where its own time is used up: also
    where it has slept so long and goes on to ask. Left where nobody waits for that."""
    asks = False
    while not asks:
        look_s = limit.look_s
        if beside is not None:
            look_s = 0.0 if beside() else min(look_s, _SOON_S)
        asks = bool(select.select([wire], [], [], look_s)[0])
        if _leaving.is_set():
            raise Left
        if limit.over(asks):
            raise TimeoutError
    return True


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
