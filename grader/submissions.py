"""Takes a student's file in: its bytes and their fingerprint, whatever else it may be."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from .errors import SubmissionError, quoted
from .model import Submission
from .system import BINARY, CLOEXEC, NOCTTY, NOFOLLOW, NONBLOCK

MAX_SOURCE = 2**20


def of_bytes(source: bytes, path: str | None = None, student: str | None = None) -> Submission:
    sha = hashlib.sha256(source).hexdigest()
    return Submission(source=source, sha256=sha, path=path, student=student)


def read(path: Path, student: str | None = None, follow: bool = True) -> Submission:
    """A file's bytes. Refuses what is not a regular file of at most 1 MiB, without blocking on
    a FIFO or reading a device. follow: a link is read too, wherever it leads; for files that
    others put there, it must not be, nor a folder on the way that is one."""
    # A file name need not be UTF-8; a report must be.
    name = str(path).encode("utf-8", "backslashreplace").decode()
    shown = quoted(name)
    link = None if follow else _linked_folder(path)
    if link is not None:
        hint = "Where it is your own, give the path that it leads to."
        raise SubmissionError(f"{shown} lies behind a link, {quoted(str(link))}.", hint)
    flags = os.O_RDONLY | NONBLOCK | NOCTTY | CLOEXEC | BINARY
    try:
        descriptor = os.open(path, flags if follow else flags | NOFOLLOW)
    except FileNotFoundError:
        raise SubmissionError(f"There is no file {shown}.") from None
    except (OSError, ValueError) as error:
        if not follow and os.path.islink(path):
            raise SubmissionError(f"{shown} is a link; a submission is the file.") from None
        why = getattr(error, "strerror", None) or error
        raise SubmissionError(f"{shown} can't be opened: {why}.") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise SubmissionError(f"{shown} is {kind}; a submission is one Python file.")
    with os.fdopen(descriptor, "rb") as file:
        try:
            source = file.read(MAX_SOURCE + 1)
        except OSError as error:  # a disk that fails, or a folder of the network's that went away
            raise SubmissionError(f"{shown} can't be read: {error.strerror}.") from None
    if len(source) > MAX_SOURCE:
        tenths = -(-10 * max(status.st_size, len(source)) // 2**20)  # rounded up: more than 1.0
        raise SubmissionError(f"{shown} is {tenths / 10} MiB; a submission is at most 1 MiB.")
    return of_bytes(source, name, student)


def _linked_folder(path: Path) -> Path | None:
    """The first folder on the way that is a link. One in the root folder is the system's: /tmp of
    macOS, say."""
    root = Path(path.anchor)
    own = (p for p in reversed(path.parents) if not path.is_absolute() or p.parent != root)
    return next((folder for folder in own if folder.is_symlink()), None)
