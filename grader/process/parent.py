"""Our side of the processes: starts the warm parent and asks it for workers.

Parent ──control (SOCK_SEQPACKET)──► warm parent (exec'd: has our code, never our memory)
   │ socketpair, one end passed along        │ fork
Worker ──wire (length-prefixed msgpack)──► worker
"""

from __future__ import annotations

import os
import selectors
import shlex
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from ..errors import GraderFault, MissingRequirement, WorkerLost
from ..model import Isolation, Limits
from ..wire import messages
from ..wire.messages import WireError
from ..wire.parent_messages import (
    End,
    Ended,
    Fork,
    Forked,
    FromParent,
    NotForked,
    Ready,
    Start,
    ToParent,
    Warm,
    from_parent,
)
from . import launching
from .clock import Clock
from .host import GRACE_S, START_S, Worker
from .launching import BOOT as _BOOT

T = TypeVar("T")


class Parent:
    """The warm parent. Starts at once and gets ready while we do other things."""

    def __init__(
        self,
        requires: Sequence[str],
        watched: Sequence[str],
        hidden: Sequence[Path],
        isolation: Isolation,
        requirements: Sequence[str] = (),
        bytecode: Path | None = None,
        cuda: bool = False,
    ) -> None:
        """bytecode: a folder for what an installation lacks. cuda: its workers use the GPU."""
        self.isolation = isolation
        self._requirements = tuple(requirements)
        self._ready: Ready | None = None
        # Told to end before it had answered.
        self._left = False
        kept_from_workers = tuple(str(p) for p in hidden)
        kept = str(bytecode or "")
        self._start = Start(tuple(requires), tuple(watched), kept_from_workers, kept, cuda)
        self._launch()

    def _launch(self) -> None:
        """Starts the warm parent, or takes the one that is begun; it begins to import. Raises
        GraderFault where this machine has no room for one more process."""
        begun = None if self._start.cuda else launching.begun()
        try:
            self._process, self._control = begun or launching.launched(self._start.cuda, _BOOT)
        except OSError as error:
            raise no_room(str(error.strerror)) from error
        self._control.settimeout(START_S)
        self._send(self._start)

    def ready(self) -> Ready:
        """Waits until the imports are done. Raises MissingRequirement for one that failed."""
        if self._ready is None:
            self._ready = _in_turn(self._receive(), Ready)
        if self._ready.missing:
            names = ", ".join(self._ready.missing)
            # A module's name need not be its distribution's; the set's manifest has the latter.
            wanted = [shlex.quote(r) for r in self._requirements] or self._ready.missing
            command = f"pip install {' '.join(wanted)}"
            raise MissingRequirement(f"This exercise needs {names}.", f"Install it: {command}")
        return self._ready

    def is_ready(self, within_s: float = 0.0) -> bool:
        """Whether `ready` has its answer at once; waits so long for it."""
        if self._ready is not None:
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            return bool(selector.select(within_s))

    def warm(self, modules: Sequence[str]) -> None:
        """Has it import, before the next fork, what every worker would."""
        self._send(Warm(tuple(modules)))

    def fork(self, limits: Limits, device: str = "cpu", libraries: tuple[str, ...] = ()) -> Worker:
        """A fresh worker that has seen no submission. Raises GraderFault where this machine has no
        room for one more process; the next may be asked for all the same. libraries: what its file
        will import."""
        self.ready()
        ours, theirs = socket.socketpair()
        request = Fork(self.isolation, limits.cpu_s, limits.memory_mib, device, libraries)
        try:
            with theirs:
                answer = self._asked(request, [theirs.fileno()])
            if isinstance(answer, NotForked):
                raise no_room(answer.why)
            pid = _in_turn(answer, Forked).pid
        except (GraderFault, KeyboardInterrupt):
            ours.close()
            raise
        return Worker(self, pid, ours, Clock(pid, patient=device == "cuda"))

    def end(self, pid: int) -> Ended:
        if self._left:
            return Ended(pid, 0)  # it ends all of them
        return _in_turn(self._asked(End(pid)), Ended)

    def await_exit(self, pid: int) -> None:
        """Gives a worker whose wire is closed a moment to be gone."""
        try:
            watched = os.pidfd_open(pid)
        except (OSError, AttributeError):
            return
        with selectors.DefaultSelector() as selector:
            selector.register(watched, selectors.EVENT_READ)
            selector.select(1.0)
        os.close(watched)

    def close(self) -> None:
        """Ends the parent and, through it, every worker that is left."""
        self._control.close()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _asked(self, message: ToParent, descriptors: Sequence[int] = ()) -> FromParent:
        """What it answers. After a Ctrl-C in between, that would be taken for the answer to what
        is asked next: so it is told to end then, with its workers."""
        try:
            self._send(message, descriptors)
            return self._receive()
        except KeyboardInterrupt:
            self._left = True
            self._control.close()
            raise

    def _send(self, message: ToParent, descriptors: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self._control, [messages.encode(message)], list(descriptors))
        except OSError as error:
            raise self._lost() from error

    def _receive(self) -> FromParent:
        try:
            data = self._control.recv(2**16)
        except OSError as error:
            raise self._lost() from error
        if not data:
            raise self._lost()
        try:
            return from_parent(data)
        except WireError as error:
            raise self._lost() from error

    def _lost(self) -> WorkerLost:
        return lost("The process that starts the workers", self._process.poll())


def _in_turn(answer: FromParent, kind: type[T]) -> T:
    if not isinstance(answer, kind):
        raise WorkerLost("The worker's parent process gave an answer out of turn.")
    return answer


def no_room(why: str) -> GraderFault:
    """One more process can't be started."""
    said = f"No worker could be started on this machine: {why}."
    return GraderFault(said, "See which processes run here, and try again.")


def lost(who: str, status: int | None) -> WorkerLost:
    """status: with which it has ended; None where it runs."""
    how = f"ended with status {status}" if status is not None else "does not answer"
    return WorkerLost(f"{who} {how}.", "Run the command again; if it stays, see: kata doctor")
