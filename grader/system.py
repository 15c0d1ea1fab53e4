"""What systems are called, and what some lack: flags for opening files, locks on open ones, files
replaced in one step."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

NAMES = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}

# A link is not followed, nothing but a folder is opened, a FIFO doesn't block, a terminal isn't
# taken, a child doesn't inherit.
NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
DIRECTORY: int = getattr(os, "O_DIRECTORY", 0)
NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
NOCTTY: int = getattr(os, "O_NOCTTY", 0)
CLOEXEC: int = getattr(os, "O_CLOEXEC", getattr(os, "O_NOINHERIT", 0))
# Windows would turn every line's end into two characters.
BINARY: int = getattr(os, "O_BINARY", 0)


def is_ours(path: Path) -> bool:
    """Whether what is there belongs to who asks, to root, who may do all that we could, or to whose
    folder one stands in. Windows doesn't say whose a file is in this way; there it is ours."""
    if sys.platform == "win32":
        return True
    owners = {0, os.geteuid()}
    with suppress(OSError):  # a folder that is gone
        owners.add(os.stat(".").st_uid)
    return os.lstat(path).st_uid in owners


def lock(descriptor: int, shared: bool = False, wait: bool = True) -> bool:
    """Takes the system's lock on what is open, a folder or another user's file among it, which no
    lock file's library can. It goes with the descriptor, and with the process however that ends.

    False where somebody else has it and we don't wait. Raises OSError where there are no locks: on
    Windows and on some network file systems.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, how if wait else how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def put_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Replaces a file in one step: who reads meanwhile gets the old one or the new. Raises OSError,
    and leaves nothing half-written behind."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, mode)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
