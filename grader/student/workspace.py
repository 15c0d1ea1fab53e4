"""The student's folder: puts exercises into it, finds its way in it, remembers what was done.

    <exercise>/README.md, <exercise>.py, test_examples.py   the student's from the moment they exist
    <exercise>/<exercise>.backup-1.py                       what a reset took the place of
    .kata/                                                  ours; database.py keeps it
    .kata/originals/<exercise>/…                            those files as the student got them

One rule: a file with anything of the student's in it is never written to. A new one appears whole
or not at all, and nothing is written through a link. Knows nothing about grading.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import KataError, ManifestError, WorkspaceError
from ..model import Exercise, Report
from ..sets import library, set_files
from ..system import is_ours
from .database import Records
from .new_files import folder_in_the_way, place, set_aside, write_new
from .progress import Progress, Standing

__all__ = ["Fetched", "Renewed", "Standing", "Workspace"]

HIDDEN = ".kata"
STATEMENT = "README.md"
EXAMPLES = "test_examples.py"
# In bytes: a larger file is none that a set brought.
MAX_TEXT = 2**24

_ABOUT = """\
kata keeps its records here: your attempts, which hints you have seen, which folder belongs to which
exercise. Without this folder your own files stay as they are, and what you had passed is forgotten.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Where an exercise lies now, which of its files are new there and which were there before."""

    folder: Path
    created: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """What a new version of a set changed: files brought up to date, and those that the student
    has changed, which stay as they are."""

    updated: tuple[Path, ...]
    changed: tuple[Path, ...]


class Workspace:
    """A student's folder. root: its path, without links.

    Every method raises WorkspaceError when the folder or its records can't be read or written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._records = Records(root / HIDDEN)

    @classmethod
    def find(cls, start: Path) -> Workspace | None:
        """The workspace that start, a folder or a file, lies in; None when it lies in none.

        One of another user's is none: we'd write there what they may read and replace. But whoever
        stands in a folder of theirs works there for them, as root does in a container, say.
        """
        return next((cls(root) for root in _roots(start) if is_ours(root / HIDDEN)), None)

    @staticmethod
    def passed_over(start: Path) -> list[Path]:
        """Records of other users that are nearer to start than those that find takes."""
        hidden = (root / HIDDEN for root in _roots(start))
        return list(itertools.takewhile(lambda path: not is_ours(path), hidden))

    @classmethod
    def open_or_create(cls, start: Path) -> Workspace:
        """The workspace that start lies in, or a new one there. Leaves what is there as it is."""
        found = cls.find(start)
        if found is not None:
            return found
        theirs = _real(start) / HIDDEN
        if theirs in cls.passed_over(start):
            message = f"{theirs} belongs to another user."
            hint = f"Go to a folder of your own, or make it yours: chown -R $(id -u) {theirs}"
            raise WorkspaceError(message, hint)
        made = cls(_real(start))
        with made._records.explaining():
            made._make()
        return made

    @property
    def problems(self) -> tuple[str, ...]:
        """What was found damaged, and what became of it: sentences for the student."""
        with self._records.reading():
            return tuple(self._records.problems)

    def fetch(self, exercise: Exercise) -> Fetched:
        """Puts an exercise's files into its folder: all of them, or those that are missing."""
        contents = _contents(exercise)
        created: list[Path] = []
        kept: list[Path] = []
        with self._records.writing() as progress:
            folder = self._claim(progress, exercise)
            for name, text in contents.items():
                new = self._put(folder / name, text)
                (created if new else kept).append(folder / name)
                if new:
                    self._keep_original(folder.name, name, text)
        return Fetched(folder=folder, created=tuple(created), kept=tuple(kept))

    def reset(self, exercise: Exercise) -> Path | None:
        """Puts the stub back. Returns the student's file's backup, None without a file."""
        file, stub = _plain(exercise.file), set_files.stub(exercise)
        with self._records.writing() as progress:
            path = self._claim(progress, exercise) / file
            # The stub first: when the disk is full, that must show before the student's file moves.
            with self._written(stub) as fresh:
                backup = set_aside(path)
                if not place(fresh, path):
                    message = f"{path} was saved again while it was being reset."
                    raise WorkspaceError(message, f"What it was before is {backup}.")
            self._keep_original(path.parent.name, file, stub)
        return backup

    def renew(self, exercise: Exercise) -> Renewed:
        """Brings files that the student never changed to the set's present version."""
        updated: list[Path] = []
        changed: list[Path] = []
        with self._records.writing() as progress:
            folder = self.root / self._name_for(progress, exercise)
            for name, text in _contents(exercise).items():
                original = _text(self._original(folder.name, name))
                if original is None or original == text:
                    continue
                theirs = _text(folder / name)
                if theirs == original:
                    with self._written(text) as fresh:
                        os.replace(fresh, folder / name)
                    updated.append(folder / name)
                if theirs in (original, text):
                    self._keep_original(folder.name, name, text)
                elif os.path.lexists(folder / name):
                    changed.append(folder / name)
        return Renewed(updated=tuple(updated), changed=tuple(changed))

    def changes(self, exercise: Exercise) -> list[tuple[str, str, str]]:
        """Files of the exercise that are other ones now than the student got: name, then, now.

        Nothing for those of which it isn't known what the student got.
        """
        with self._records.reading() as progress:
            folder = self._name_for(progress, exercise)
        now = _contents(exercise)
        then = {name: _text(self._original(folder, name)) for name in now}
        return [(n, old, now[n]) for n, old in then.items() if old is not None and old != now[n]]

    def folder_of(self, exercise: Exercise) -> Path:
        """Where an exercise lies, or would lie when fetched."""
        with self._records.reading() as progress:
            return self.root / self._name_for(progress, exercise)

    def exercise_at(self, path: Path) -> str | None:
        """The id of the exercise that a file or folder belongs to; None when it belongs to none."""
        name = self._top_folder(path)
        if name is None:
            return None
        with self._records.reading() as progress:
            return progress.owner(name) or self._likely_owner(name)

    @property
    def current(self) -> str | None:
        """The id of the exercise that the student is on."""
        with self._records.reading() as progress:
            return progress.current()

    @current.setter
    def current(self, exercise: str | None) -> None:
        with self._records.writing() as progress:
            progress.set_current(exercise)

    def record(self, report: Report, graded_by: str | None = None) -> None:
        """Remembers one attempt, its hint for last_hint, and what graded it (earlier.py)."""
        with self._records.writing() as progress:
            progress.add(report, graded_by)

    def standing(self, exercise: Exercise) -> Standing:
        return self.standings().get(exercise.id, Standing())

    def standings(self) -> dict[str, Standing]:
        """Every exercise that was fetched, tried or given up, by id."""
        with self._records.reading() as progress:
            return progress.standings()

    def give_up(self, exercise: Exercise) -> None:
        with self._records.writing() as progress:
            progress.give_up(exercise.id)

    def hints_shown(self, exercise: Exercise) -> int:
        """How many tiers of hints the student has seen."""
        with self._records.reading() as progress:
            return progress.hints_shown(exercise.id)

    def show_hint(self, exercise: Exercise) -> None:
        """Counts one more tier as seen."""
        with self._records.writing() as progress:
            progress.show_hint(exercise.id)

    def last_hint(self, exercise: Exercise) -> str | None:
        """The hint of the last attempt's report, which knows what went wrong."""
        with self._records.reading() as progress:
            return progress.last_hint(exercise.id)

    def _make(self) -> None:
        os.makedirs(self.root, exist_ok=True)
        hidden = self.root / HIDDEN
        if os.path.lexists(hidden) and not os.path.isdir(hidden):
            names = (self.root / f"{HIDDEN}.damaged-{n}" for n in itertools.count(1))
            aside = next(name for name in names if not os.path.lexists(name))
            os.rename(hidden, aside)
            self._records.problems.append(
                f"{HIDDEN} was not a folder. It is kept as {aside.name}, and new records were made."
                " Your own files were not touched."
            )
        os.makedirs(hidden, exist_ok=True)
        with self._records.writing():
            self._put(hidden / STATEMENT, _ABOUT)

    def _original(self, folder: str, name: str) -> Path:
        originals = self.root / HIDDEN / "originals"
        for held_in in (originals, originals / folder):
            if held_in.is_symlink():  # it would have us write outside the workspace
                message = f"{held_in} is a link, expected a folder."
                raise WorkspaceError(message, "Remove it, then run the command again.")
        return originals / folder / name

    def _keep_original(self, folder: str, name: str, text: str) -> None:
        """Notes a file as the student got it; without that note it is never replaced."""
        original = self._original(folder, name)
        original.parent.mkdir(parents=True, exist_ok=True)
        with self._written(text) as fresh:
            os.replace(fresh, original)

    # Which folder is whose

    def _claim(self, progress: Progress, exercise: Exercise) -> Path:
        """The exercise's folder, made and written down as its own."""
        name = self._name_for(progress, exercise)
        folder = self.root / name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            kind = "a link" if folder.is_symlink() else "a file"
            message = f"{folder} is {kind}, expected a folder: {exercise.id} lies there."
            raise WorkspaceError(message, "Rename it, then run the command again.")
        folder.mkdir(exist_ok=True)
        progress.claim(exercise.id, name)
        return folder

    def _name_for(self, progress: Progress, exercise: Exercise) -> str:
        """The folder on record, or the first of its possible names that is free."""
        recorded = progress.folder(exercise.id)
        if recorded:
            return recorded
        long = _plain(f"{exercise.set_name}-{exercise.name}")
        numbered = (f"{long}-{n}" for n in itertools.count(2))
        names = itertools.chain((_plain(exercise.name), long), numbered)
        return next(name for name in names if self._is_free(progress, name, exercise))

    def _is_free(self, progress: Progress, name: str, exercise: Exercise) -> bool:
        """Whether nobody has the folder: not another exercise, nor the student for other things."""
        folder = self.root / name
        if progress.owner(name):
            return False
        if not os.path.lexists(folder):
            return True
        if folder.is_symlink() or not folder.is_dir():
            return False
        return not any(folder.iterdir()) or self._likely_owner(name) == exercise.id

    def _likely_owner(self, name: str) -> str | None:
        """Whose a folder is by its looks: when records were lost, or it was copied here."""
        named = [e for e in _known_exercises() if name in (e.name, f"{e.set_name}-{e.name}")]
        told = [e for e in named if _holds(self.root / name / STATEMENT, e)]
        started = [e for e in named if (self.root / name / e.file).is_file()]
        candidates = told or started
        return candidates[0].id if len(candidates) == 1 else None

    def _top_folder(self, path: Path) -> str | None:
        """The name of the folder under the root that a path leads through."""
        plain = Path(os.path.abspath(path))
        for way in _ways(plain):
            if way != self.root and way.is_relative_to(self.root):
                return way.relative_to(self.root).parts[0]
        return None

    # Writing without overwriting

    def _put(self, path: Path, text: str) -> bool:
        """Writes a file where there is none. Returns whether it did."""
        if os.path.isdir(path):
            raise folder_in_the_way(path)
        if os.path.lexists(path):
            return False
        with self._written(text) as fresh:
            return place(fresh, path)

    @contextmanager
    def _written(self, text: str) -> Iterator[Path]:
        """A new file with this text, in .kata until it has its place."""
        fresh = self._records.new_path()
        write_new(fresh, text.encode())
        try:
            yield fresh
        finally:
            fresh.unlink(missing_ok=True)


def _roots(start: Path) -> Iterator[Path]:
    """The folders with records in them that a path lies in, the nearest first."""
    here = _real(start)
    return (folder for folder in (here, *here.parents) if os.path.isdir(folder / HIDDEN))


def _real(start: Path) -> Path:
    """Where a path leads. Windows doesn't say that of every one: not past a share, or where it is
    too long. Its own prefix for long ones is no part of a path to a database."""
    try:
        text = os.path.realpath(start)
    except OSError:
        text = os.path.abspath(start)
    prefix = "\\\\?\\"
    return Path(text[len(prefix) :] if text.startswith(prefix) and text[5:6] == ":" else text)


def _ways(plain: Path) -> Iterator[Path]:
    """A file's path as it is written, and with the links on its way followed. The file itself may
    be the student's link to elsewhere."""
    yield plain
    # Windows doesn't say where every path leads: not past a share, or where it is too long.
    with suppress(OSError):
        yield Path(os.path.realpath(plain.parent)) / plain.name


def _plain(name: str) -> str:
    """A name from a set, as long as it can't lead out of the folder that it is used in."""
    if name != os.path.basename(name) or name.startswith(".") or not name:
        raise ManifestError(f"{name!r} is no name for a file or folder in a workspace.")
    return name


def _contents(exercise: Exercise) -> dict[str, str]:
    """An exercise's public files, by name."""
    return {
        STATEMENT: set_files.statement(exercise),
        _plain(exercise.file): set_files.stub(exercise),
        EXAMPLES: set_files.examples(exercise),
        **{_plain(name): text for name, text in set_files.provided(exercise).items()},
    }


def _known_exercises() -> Iterator[Exercise]:
    """Those of all sets that can be read: another set's mistake is not this one's trouble."""
    for name in library.set_names():
        with suppress(KataError):
            yield from library.load_set(name).exercises


def _text(path: Path) -> str | None:
    """A plain file's text; None for anything else."""
    try:
        # Asked first: reading a pipe would wait for ever.
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_TEXT:
            return None
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _holds(path: Path, exercise: Exercise) -> bool:
    """Whether this file is the exercise's statement, word for word."""
    try:
        return _text(path) == set_files.statement(exercise)
    except KataError:
        return False
