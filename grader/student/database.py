"""Keeps a workspace's records in one SQLite file, sound and safe to share.

    .kata/progress.sqlite3             the records
    .kata/progress.damaged-1.sqlite3   what was once found in their place, as it was found

Each use opens the file, makes sure that it is sound and closes it again, so that several processes
can use it at once. A file that isn't sound is neither repaired nor read: it is set aside as it is,
and new records are begun. What is recorded is progress.py's affair.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import WorkspaceError
from ..system import CLOEXEC, DIRECTORY, NOFOLLOW, lock
from .progress import SCHEMA, TABLES, Progress

if TYPE_CHECKING:
    import sqlite3  # loaded when records are first used: most commands on a bare file never do

BUSY_S = 30.0
_SIDECARS = ("-journal", "-wal", "-shm")
# With which a journal ends that names a second file: that of a transaction over several databases,
# which we never make. SQLite deletes the file that it names.
_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
_READ = ("BEGIN",)
# Writes at once, into a page that every transaction changes anyway: records that can't be written
# are found out before anything else is done.
_WRITE = ("BEGIN IMMEDIATE", f"PRAGMA user_version = {SCHEMA}")


class Records:
    """Opens the records for reading or writing, and makes new ones where they are damaged.

    folder: the workspace's .kata. problems: a sentence for each thing found damaged so far.
    Everything that goes wrong in a `with` block of its own, the caller's file work too, is a
    WorkspaceError outside.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "progress.sqlite3"
        self.problems: list[str] = []

    @contextmanager
    def reading(self) -> Iterator[Progress]:
        with self.explaining(), self._opened(_READ) as connection:
            yield Progress(connection)

    @contextmanager
    def writing(self) -> Iterator[Progress]:
        """One transaction, all of it or nothing. Other writers wait for their turn."""
        with self.explaining(), self._opened(_WRITE) as connection:
            self._sweep()
            yield Progress(connection)
            connection.execute("COMMIT")

    def new_path(self) -> Path:
        """A name for a file that is on its way to its place; only while writing."""
        return self.folder / f"new-{os.urandom(6).hex()}"

    def _sweep(self) -> None:
        """Removes what a process that was killed left half written. Nobody else is writing now."""
        for left in self.folder.glob("new-*"):
            with contextlib.suppress(OSError):
                left.unlink()

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turns what the file system or SQLite refuses into one clear sentence."""
        try:
            yield
        except OSError as error:
            raise _explained(error, self.folder.parent) from None
        except Exception as error:
            if not _from_sqlite(error):
                raise
            raise _explained_sqlite(error, self.folder.parent) from None

    @contextmanager
    def _opened(self, begin: tuple[str, ...]) -> Iterator[sqlite3.Connection]:
        """Sound records, in a transaction."""
        with self._locked() as held, closing(self._sound(held, begin)) as connection:
            yield connection

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """Holds the folder, shared, so that nobody sets the records aside while they are in use."""
        if sys.platform == "win32":
            yield -1
            return
        # O_NOFOLLOW: with a link in its place we would write outside the workspace.
        flags = os.O_RDONLY | DIRECTORY | NOFOLLOW | CLOEXEC
        descriptor = os.open(self.folder, flags)
        try:
            _lock(descriptor, shared=True)
            yield descriptor
        finally:
            os.close(descriptor)

    def _sound(self, held: int, begin: tuple[str, ...]) -> sqlite3.Connection:
        """A connection to sound records, which may have to be made first."""
        found = self._look(begin)
        if isinstance(found, str):
            _lock(held, shared=False)
            found = self._look(begin)  # while we waited, another process may have made new ones
        if isinstance(found, str):
            self._rebuild(found)
            found = self._look(begin)
        if isinstance(found, str):
            message = f"The records in {self.folder} {found}, right after new ones were made."
            raise WorkspaceError(message, "Is something else writing there?")
        return found

    def _look(self, begin: tuple[str, ...]) -> sqlite3.Connection | str:
        """A connection in a transaction, or what is wrong; "" where no records were ever made."""
        wrong = self._misplaced()
        if wrong is not None:
            return wrong
        connection = _connect(self.file, "mode=rw")
        try:
            wrong = self._unsoundness(connection, begin)
        except BaseException:
            connection.close()
            raise
        if wrong:
            connection.close()
        return wrong or connection

    def _misplaced(self) -> str | None:
        """What there is instead of a file: "" for nothing, as in a new folder."""
        for suffix in ("", *_SIDECARS):
            try:
                status = os.lstat(f"{self.file}{suffix}")
            except FileNotFoundError:
                if suffix:
                    continue
                return "were missing" if self._was_used() else ""
            if not stat.S_ISREG(status.st_mode):
                return f"were {_kind(status.st_mode)}, not a file"
            if not suffix and not status.st_size:
                return "were an empty file"
        if _names_another(Path(f"{self.file}-journal")):
            return "were left with a journal of several databases"
        return None

    def _unsoundness(self, connection: sqlite3.Connection, begin: tuple[str, ...]) -> str:
        """What is wrong with the records, "" when nothing is and the transaction has begun."""
        import sqlite3

        try:
            wrong = _damage(connection)
            if not wrong:
                for statement in begin:
                    connection.execute(statement)
        except UnicodeDecodeError as error:
            return f"were damaged ({error.reason})"
        except sqlite3.Error as error:
            # Text that is no UTF-8 is Python's own finding, and has no code.
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            broken = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
            if os.access(self.file, os.W_OK) and os.access(self.folder, os.W_OK):
                broken.add(sqlite3.SQLITE_READONLY)  # its own header says so then
            if code not in broken:
                raise
            return f"were damaged ({error})"
        return wrong

    def _was_used(self) -> bool:
        return any(not entry.name.startswith("new-") for entry in self.folder.iterdir())

    def _rebuild(self, wrong: str) -> None:
        """Makes new records, then puts them in the place of the old ones, which are kept."""
        fresh = Path(f"{self.new_path()}.sqlite3")
        try:
            _create(fresh)
            aside = self._set_aside()
            os.replace(fresh, self.file)
        finally:
            fresh.unlink(missing_ok=True)
        if wrong:
            self.problems.append(_begun_anew(self.file.name, wrong, aside))

    def _set_aside(self) -> Path | None:
        """Gives what is in the records' place another name; None where there is nothing."""
        names = (self.folder / f"progress.damaged-{n}.sqlite3" for n in itertools.count(1))
        aside = next(name for name in names if not os.path.lexists(name))
        # The journal first: SQLite would play it back into whatever file it finds beside it.
        for suffix in _SIDECARS:
            with contextlib.suppress(FileNotFoundError):
                os.rename(f"{self.file}{suffix}", f"{aside}{suffix}")
        if not os.path.lexists(self.file):
            return None
        try:
            # A second name, so that at no moment there are no records at all.
            os.link(self.file, aside, follow_symlinks=False)
        except OSError:  # a folder, or a file system without links
            os.rename(self.file, aside)
        return aside


def _names_another(journal: Path) -> bool:
    try:
        with open(journal, "rb") as file:
            file.seek(-len(_NAMES_ANOTHER), os.SEEK_END)
            return file.read() == _NAMES_ANOTHER
    except OSError:  # none, or shorter than that
        return False


def _lock(descriptor: int, shared: bool) -> None:
    """Windows and some network file systems can't lock folders; SQLite's own locks then have to
    do."""
    with contextlib.suppress(OSError):
        lock(descriptor, shared)


def _connect(file: Path, how: str) -> sqlite3.Connection:
    import sqlite3

    address = f"{file.absolute().as_uri()}?{how}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_S, isolation_level=None)


def _damage(connection: sqlite3.Connection) -> str:
    """What the records themselves show of damage. Reads all of them: they are few."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA:
        return f"were written by a newer kata (version {version} where this one knows {SCHEMA})"
    # Before anything that another table may ask for is worked out.
    tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    if dict(tables) != TABLES:
        return "were damaged (their tables are not kata's)"
    answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if answer != "ok":
        return f"were damaged ({answer})"
    for table in TABLES:
        for _ in connection.execute(f"SELECT * FROM {table}"):
            pass
    return ""


def _create(file: Path) -> None:
    """Makes records that nothing is recorded in yet."""
    with closing(_connect(file, "mode=rwc")) as connection:
        connection.executescript(f"BEGIN; {'; '.join(TABLES.values())};")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a symbolic link" if stat.S_ISLNK(mode) else "a device or a pipe"


def _begun_anew(name: str, wrong: str, aside: Path | None) -> str:
    """The sentences for the student about records that had to be made anew."""
    kept = f" What was there is kept as {aside.name}." if aside else ""
    return (
        f"The records in .kata/{name} {wrong}.{kept} New ones are begun: what you had passed counts"
        " again after kata check. Your own files were not touched."
    )


# What may go wrong that isn't damage ----------------------------------------------------------

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MAKE_ROOM = "Make some room, then run the command again. None of your files was changed."


def _explained(error: OSError, root: Path) -> WorkspaceError:
    where = root if error.filename is None else Path(os.fsdecode(error.filename))
    if error.errno in _FULL:
        return WorkspaceError(f"The disk is full, or your share of it: {root}.", _MAKE_ROOM)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _refused(where, os.strerror(error.errno))
    if where == root / ".kata" and error.errno == errno.ENOENT:
        return WorkspaceError(f"{where} is gone.", "kata next makes a new one.")
    if where == root / ".kata":
        hint = "kata writes nowhere else: move it away, then run kata next."
        return WorkspaceError(f"{where} is a link or a file, expected a folder.", hint)
    return WorkspaceError(f"{where} can't be used: {error.strerror or error}.")


def _explained_sqlite(error: Exception, root: Path) -> WorkspaceError:
    name = str(getattr(error, "sqlite_errorname", ""))
    records = root / ".kata" / "progress.sqlite3"
    if name == "SQLITE_FULL":
        return WorkspaceError(f"The disk is full, or your share of it: {root}.", _MAKE_ROOM)
    if name.startswith("SQLITE_IOERR"):
        message = f"{records} can't be read or written ({error}): is the disk full?"
        return WorkspaceError(message, _MAKE_ROOM)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return _refused(records, str(error))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = f"Another kata has been writing to {records} for {BUSY_S:.0f} seconds."
        return WorkspaceError(message, "Let it finish or end it, then run the command again.")
    return WorkspaceError(f"{records} can't be used: {error}.", "Run the command again.")


def _refused(where: Path, why: str) -> WorkspaceError:
    hint = "kata keeps your files and records there: make it writable, or use another folder."
    return WorkspaceError(f"{where} can't be read or written: {why}.", hint)


def _from_sqlite(error: Exception) -> bool:
    """Whether this is SQLite's, without loading SQLite to find out."""
    return type(error).__module__ == "sqlite3"
