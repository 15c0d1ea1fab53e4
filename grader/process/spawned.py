"""Our side of the processes where none can be forked: each worker is a process that was started.

    SpawningParent ──starts──► a process, which connects to our port and shows its token
         │                        imports what the exercise needs, says that it is ready, waits
       Worker ◄──its socket──► …and becomes the worker when one is asked for

Windows has no fork, and on a Mac it isn't safe once Apple's frameworks are loaded. So one process
is always kept warm: a check finds it ready, and while it works the next one warms up.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import WorkerLost
from ..model import Limits
from ..wire import messages
from ..wire.messages import WireError
from ..wire.parent_messages import Ended, Fork, FromParent, Ready, Warm, from_parent
from ..wire.stream import exactly, received
from .clock import Clock
from .host import START_S, Worker
from .interpreter import command, environment
from .parent import Parent, lost

_BOOT = """
import sys
root = sys.argv[1]
added = root not in sys.path
if added:
    sys.path.append(root)
from grader.process.spawned_main import main
if added:
    sys.path.remove(root)
main(*sys.argv[2:])
"""
_EXIT_S = 1.0
_NO_WINDOW: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(
    subprocess, "CREATE_NO_WINDOW", 0
)


@dataclass(slots=True)
class _Process:
    """A started process. wire: once it has connected; folder: its own, to write in."""

    process: subprocess.Popen[bytes]
    token: str
    folder: Path
    wire: socket.socket | None = None
    ready: Ready | None = None


class SpawningParent(Parent):
    """As a Parent, without a parent: starts workers one by one, and has the next one warm."""

    def _launch(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._workers: dict[int, _Process] = {}
        self._modules: tuple[str, ...] = ()
        self._warm: _Process | None = self._started()

    def is_ready(self, within_s: float = 0.0) -> bool:
        """Always: the process begins to import when `ready` greets it, and not while we do other
        things."""
        return True

    def warm(self, modules: Sequence[str]) -> None:
        """Has the processes import them while they wait: this one, and those that come."""
        self._modules = tuple(modules)
        if self._warm is not None and self._warm.wire is not None:
            self._have_imported(self._warm.wire)

    def fork(self, limits: Limits, device: str = "cpu", libraries: tuple[str, ...] = ()) -> Worker:
        """A fresh worker that has seen no submission: the warm one."""
        self.ready()
        spawned, self._warm = self._next(), None
        request = Fork(self.isolation, limits.cpu_s, limits.memory_mib, device, libraries)
        assert spawned.wire is not None
        try:
            spawned.wire.sendall(messages.frame(messages.encode(request)))
        except OSError as error:
            self._end(spawned)
            raise self._lost() from error
        pid = spawned.process.pid
        self._workers[pid] = spawned
        self._warm = self._started()
        return Worker(self, pid, spawned.wire, Clock(pid, patient=device == "cuda"))

    def end(self, pid: int) -> Ended:
        spawned = self._workers.pop(pid, None)
        return Ended(pid, 0) if spawned is None else self._end(spawned)

    def await_exit(self, pid: int) -> None:
        spawned = self._workers.get(pid)
        if spawned is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                spawned.process.wait(_EXIT_S)

    def close(self) -> None:
        for spawned in (*self._workers.values(), *([self._warm] if self._warm else [])):
            self._end(spawned)
        self._workers.clear()
        self._warm = None
        self._listener.close()

    def _receive(self) -> FromParent:
        spawned = self._next()
        assert spawned.ready is not None
        return spawned.ready

    def _next(self) -> _Process:
        """The warm process, once it is ready."""
        if self._warm is None:
            self._warm = self._started()
        if self._warm.ready is None:
            try:
                self._connect(self._warm)
            except (OSError, WireError) as error:
                lost = self._lost()
                self._end(self._warm)
                self._warm = None
                raise lost from error
        return self._warm

    def _started(self) -> _Process:
        token = secrets.token_hex(16)
        folder = Path(tempfile.mkdtemp(prefix="kata-worker-"))
        port = str(self._listener.getsockname()[1])
        root = str(Path(__file__).resolve().parents[2])
        process = subprocess.Popen(
            command(_BOOT, root, port, token, str(folder / "home")),
            env=environment(self._start.cuda),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("KATA_DEBUG") else subprocess.DEVNULL,
            # A Ctrl-C at the terminal is for us to handle, and no window opens.
            start_new_session=sys.platform != "win32",
            creationflags=_NO_WINDOW,
        )
        return _Process(process, token, folder)

    def _connect(self, spawned: _Process) -> None:
        """Waits until the process has connected and imported. Raises OSError where it doesn't."""
        self._listener.settimeout(_EXIT_S)
        waited = 0.0
        while spawned.wire is None:
            try:
                wire, _ = self._listener.accept()
            except TimeoutError:
                waited += _EXIT_S
                if spawned.process.poll() is not None or waited > START_S:
                    raise
                continue
            if _is_ours(wire, spawned.token):
                wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                spawned.wire = wire
            else:
                wire.close()
        spawned.wire.settimeout(START_S)
        spawned.wire.sendall(messages.frame(messages.encode(self._start)))
        answer = from_parent(received(spawned.wire))
        if not isinstance(answer, Ready):
            raise WireError("an answer out of turn")
        spawned.ready = answer
        if self._modules:
            self._have_imported(spawned.wire)

    def _have_imported(self, wire: socket.socket) -> None:
        with contextlib.suppress(OSError):  # that it has ended is found out when it is needed
            wire.sendall(messages.frame(messages.encode(Warm(self._modules))))

    def _end(self, spawned: _Process) -> Ended:
        if spawned.wire is not None:
            spawned.wire.close()
        spawned.process.kill()
        spawned.process.wait()
        shutil.rmtree(spawned.folder, ignore_errors=True)
        code = spawned.process.returncode
        # As waitpid would put it: a signal, or a status in the second byte.
        status = -code if code < 0 else (code & 0xFF) << 8
        return Ended(spawned.process.pid, status)

    def _lost(self) -> WorkerLost:
        status = self._warm.process.poll() if self._warm is not None else None
        return lost("A worker that was being started", status)


def _is_ours(wire: socket.socket, token: str) -> bool:
    """Whether who has connected was told the token: anybody on this machine can connect."""
    wire.settimeout(_EXIT_S)
    with contextlib.suppress(OSError):
        return secrets.compare_digest(exactly(wire, len(token)), token.encode())
    return False
