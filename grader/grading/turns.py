"""Takes turns with other processes of this user: one does what the rest then need not do again.

Held by the system's lock on a file, which goes with the process however that ends.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # no Linux, no macOS: everybody does it for themselves
    fcntl = None  # type: ignore[assignment]

# Somebody may have been stopped in the middle; doing it twice is only slow.
PATIENCE_S = 300.0
_LOOK_S = 0.05


@contextlib.contextmanager
def turn(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Waits until nobody else holds this file's lock, and holds it. waiting: called once, where
    there is somebody to wait for. Never a reason to fail: where there can be no lock, goes on."""
    with contextlib.ExitStack() as held:
        if fcntl is not None:
            with contextlib.suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                opened = held.enter_context(file.open("ab"))
                _wait_for(opened.fileno(), waiting)
        yield


def _wait_for(descriptor: int, waiting: Callable[[], None]) -> None:
    """Raises OSError where the file system has no locks."""
    deadline, told = time.monotonic() + PATIENCE_S, False
    while time.monotonic() < deadline:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if not told:
                waiting()
            told = True
            time.sleep(_LOOK_S)
