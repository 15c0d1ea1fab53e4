"""What the machine refuses a command, as a sentence for the person who can mend it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from ..errors import KataError, UsageError

_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_FULL = (errno.ENOSPC, errno.EDQUOT)
# Of a name that is too long.
_SHOWN = 60
SHUT_HINT = "Look whose it is: ls -ld"


def explained(error: OSError) -> KataError | None:
    """What a file or folder was refused for; None where that is no person's to mend."""
    if not is_there():
        return UsageError("The folder that you are in was deleted.", "Go to one that is there: cd")
    if error.errno == errno.ENAMETOOLONG:
        name = os.fsdecode(error.filename or "")
        said = f"{name[:_SHOWN]}… is too long for the name of a file or folder here."
        return UsageError(said, "Was something else meant to stand there?")
    if error.errno in _FULL:
        where = error.filename or "what is printed goes there"
        said = f"The disk is full, or your share of it: {where}."
        return UsageError(said, "Make some room, then run the command again.")
    if error.errno in _CLOSED and error.filename is not None:
        where = os.fsdecode(error.filename)
        said = f"{where} can't be read or written: {os.strerror(error.errno)}."
        return UsageError(said, f"{SHUT_HINT} {where}")
    return None


def is_there() -> bool:
    """Whether the current folder still exists."""
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def require_entry() -> None:
    """Raises UsageError where we may not look into the current folder: nobody can tell what is
    in it."""
    here = Path.cwd()
    try:
        os.stat(here / ".kata")
    except PermissionError as error:
        said = f"The folder that you are in can't be entered: {here}: {error.strerror}."
        raise UsageError(said, f"{SHUT_HINT} {here}, or go to another one: cd") from None
    except OSError:
        return
