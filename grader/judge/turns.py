"""Takes turns with other processes: one does what the rest then need not do again, or has a GPU.

Held by the system's lock on a file, which goes with the process however that ends.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import GpuTrouble
from ..system import NOFOLLOW, NONBLOCK, lock

# Somebody may have been stopped in the middle; doing it twice is only slow.
PATIENCE_S = 300.0
_LOOK_S = 0.05
# The same for all users of a machine, which a user's own temporary folder isn't.
GPU_PATIENCE_S = 600.0
LINE = Path("/tmp/kata-gpu")


@contextlib.contextmanager
def turn(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Waits until nobody else holds this file's lock, and holds it. waiting: called once, where
    there is somebody to wait for. Never a reason to fail: where there can be no lock, goes on."""
    import filelock  # loads asyncio, and few commands need a turn

    held = filelock.FileLock(file)
    with contextlib.suppress(OSError, NotImplementedError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            held.acquire(timeout=0)
        except filelock.Timeout:
            waiting()
            held.acquire(timeout=PATIENCE_S, poll_interval=_LOOK_S)
    try:
        yield
    finally:
        held.release()


class GpuTurn:
    """One GPU for a class: whoever needs it waits, across processes and users of a machine.

    Everybody in the line has a file in a folder that all may write to, named by when they came and
    locked for as long as they are there. The first of those that are locked goes on, once nobody
    holds the turn itself. Who dies is out of the line, as the system takes the lock away.
    """

    def __init__(self, device: str, tell: Callable[[str], None], folder: Path = LINE) -> None:
        self._folder = folder / re.sub(r"[^\w.-]", "_", device)
        self._tell = tell
        self._held: contextlib.ExitStack | None = None

    def take(self) -> None:
        """Waits for the turn, and has it until `leave`; at once where it is ours already. Where
        there can be no line, goes on without one. Raises GpuTrouble when it takes too long."""
        if self._held is not None:
            return
        self._held = contextlib.ExitStack()
        try:
            self._wait(self._held)
        except OSError:
            pass
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        if self._held is not None:
            self._held.close()
        self._held = None

    def _wait(self, held: contextlib.ExitStack) -> None:
        for folder in (self._folder.parent, self._folder):
            _shared_folder(folder)
        mine = self._folder / f"{time.time_ns():020}-{os.getpid()}"
        ticket = os.open(mine, os.O_CREAT | os.O_EXCL | os.O_RDWR | NOFOLLOW, 0o644)
        held.callback(os.close, ticket)
        held.callback(mine.unlink, missing_ok=True)
        lock(ticket)
        told, deadline = 0, time.monotonic() + GPU_PATIENCE_S
        while before := self._before(mine.name) or self._taken(held):
            if time.monotonic() > deadline:
                raise GpuTrouble(f"others use it for longer than {GPU_PATIENCE_S / 60:g} minutes")
            if before != told:
                self._tell(f"waiting for the GPU, {before} before you …")
            told = before
            time.sleep(_LOOK_S)
        if told:
            self._tell("")

    def _before(self, name: str) -> int:
        """How many came before, and are still there."""
        earlier = [other for other in os.listdir(self._folder) if other[:1].isdigit()]
        return sum(self._is_locked(self._folder / o) for o in earlier if o < name)

    def _is_locked(self, file: Path) -> bool:
        try:
            descriptor = os.open(file, os.O_RDONLY | NOFOLLOW | NONBLOCK)
        except OSError:
            return False
        try:
            return not lock(descriptor, shared=True, wait=False)
        finally:
            os.close(descriptor)

    def _taken(self, held: contextlib.ExitStack) -> int:
        """1 where somebody has the turn; takes it otherwise."""
        descriptor = _shared_file(self._folder / "turn")
        if not lock(descriptor, wait=False):
            os.close(descriptor)
            return 1
        held.callback(os.close, descriptor)
        return 0


def _shared_folder(folder: Path) -> None:
    with contextlib.suppress(FileExistsError):
        folder.mkdir()
        folder.chmod(0o1777)


def _shared_file(file: Path) -> int:
    """Open for a lock. Not created anew where it is there: in a folder like this one, the kernel
    lets nobody "create" what is another user's."""
    try:
        return os.open(file, os.O_RDONLY | NOFOLLOW)
    except FileNotFoundError:
        return os.open(file, os.O_RDONLY | os.O_CREAT | NOFOLLOW, 0o644)
