"""Files that appear whole or not at all, where nothing was before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ..errors import WorkspaceError
from ..system import BINARY, CLOEXEC, NOFOLLOW


def place(fresh: Path, path: Path) -> bool:
    """Gives a finished file its place, if that is empty. Returns whether it was."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links: what is really wrong shows when writing
        try:
            write_new(path, fresh.read_bytes())
        except FileExistsError:
            return False
    return True


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that must not exist yet, and leaves none behind when that fails."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW | CLOEXEC | BINARY
    descriptor = os.open(path, flags, 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise


def set_aside(path: Path) -> Path | None:
    """Renames a file to the next free backup name; None where there is no file."""
    if os.path.isdir(path):
        raise folder_in_the_way(path)
    if not os.path.lexists(path):
        return None
    backup = _taken_backup_name(path)
    try:
        os.rename(path, backup)
    except BaseException:
        os.unlink(backup)
        raise
    return backup


def _taken_backup_name(path: Path) -> Path:
    """The next free backup name, taken with an empty file: a rename replaces that and no other."""
    number = 1
    while True:
        backup = path.with_name(f"{path.stem}.backup-{number}{path.suffix}")
        try:
            write_new(backup, b"")
        except FileExistsError:
            number += 1
        else:
            return backup


def folder_in_the_way(path: Path) -> WorkspaceError:
    message = f"{path} is a folder, expected a file."
    return WorkspaceError(message, "Rename it, then run the command again.")
