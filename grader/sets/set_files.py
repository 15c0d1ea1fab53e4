"""The files of a set's two halves: what each is called, and what is in it. The only room that knows
their names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from ..errors import ManifestError, UsageError
from ..model import Exercise
from . import library

RECORDED = "recorded.bin"


def statement(exercise: Exercise) -> str:
    return _public_text(exercise, "README.md")


def stub(exercise: Exercise) -> str:
    return _public_text(exercise, exercise.file)


def examples(exercise: Exercise) -> str:
    return _public_text(exercise, "test_examples.py")


def provided(exercise: Exercise) -> dict[str, str]:
    """The texts of the modules that lie beside the student's file, by file name."""
    return {name: _public_text(exercise, name) for name in exercise.provided}


def provided_bytes(exercise: Exercise) -> dict[str, bytes]:
    """The same as they are run."""
    return {name: text.encode() for name, text in provided(exercise).items()}


def provided_files(exercise: Exercise) -> tuple[Path, ...]:
    return tuple(exercise.public / name for name in exercise.provided)


def _public_text(exercise: Exercise, name: str) -> str:
    path = exercise.public / name
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{exercise.id}: {name} can't be read: {error}"
        raise ManifestError(message, str(path)) from None


def checks_file(exercise: Exercise) -> Path | None:
    return _private_file(exercise, "checks.py")


def reference_file(exercise: Exercise) -> Path | None:
    return _private_file(exercise, "solution.py")


def _private_file(exercise: Exercise, name: str) -> Path | None:
    path = exercise.private / name if exercise.private else None
    return path if path is not None and path.is_file() else None


def accepted(exercise: Exercise) -> tuple[Path, ...]:
    """Other right ways to do it, by name."""
    return tuple(sorted((exercise.private or Path("/nonexistent")).glob("accepted/*.py")))


def wrong(exercise: Exercise) -> tuple[Path, ...]:
    """Known-wrong variants, by name; a file's stem is the misconception's id."""
    return tuple(sorted((exercise.private or Path("/nonexistent")).glob("wrong/*.py")))


def misconception(path: Path) -> str:
    """What a student is told when their answers are this variant's: its docstring's first line."""
    return _docstring(path).strip().partition("\n")[0].strip()


def evidence(path: Path) -> tuple[str, ...]:
    """Code that a file must have for this variant's sentence to be said of it: what stands behind
    `Evidence:`, on a line of its own in the docstring."""
    lines = map(str.strip, _docstring(path).splitlines())
    return tuple(line.partition(":")[2].strip() for line in lines if line.startswith("Evidence:"))


def _docstring(path: Path) -> str:
    head = path.read_text("utf-8").lstrip()
    quote = next((q for q in ('"""', "'''") if head.startswith(q)), None)
    return head[3:].partition(quote)[0] if quote else ""


def digest(paths: Sequence[Path]) -> str:
    """One sha256 over the names and bytes of files. Raises ManifestError for one that can't be
    read: a module that exercise.toml provides and that isn't there, say."""
    total = hashlib.sha256()
    for path in sorted(paths):
        try:
            content = path.read_bytes()
        except OSError as error:
            message = f"{path.parent.name}/{path.name} can't be read: {error.strerror}."
            raise ManifestError(message, str(path)) from None
        total.update(f"{path.parent.name}/{path.name}:{len(content)}\0".encode() + content)
    return total.hexdigest()


def public_files(name: str, without: Collection[str] = ()) -> dict[str, Path]:
    """A set's public half, file by file, by path below `exercises/`: what a student gets. without:
    exercises that are left out.

    Only files that an exercise is made of: what else lies there is nobody's to publish.
    """
    folder = library.place_of(name).public / name
    files = [folder / "set.toml"]
    for exercise in library.load_set(name).exercises:
        if exercise.name in without:
            continue
        known = ("exercise.toml", "README.md", exercise.file, "test_examples.py")
        files += [exercise.public / file for file in (*known, *exercise.provided)]
    for file in files:
        if not file.is_file() or file.is_symlink():
            said = f"{file.relative_to(folder)} is missing, or is a link"
            raise ManifestError(f"{name}: {said}; it is part of the public half.", str(file))
    return {str(file.relative_to(folder.parent)): file for file in files}


def private_files(name: str, without: Collection[str] = ()) -> dict[str, Path]:
    """A set's private half, file by file, by path below `solutions/`; without caches."""
    solutions = library.place_of(name).private
    found: dict[str, Path] = {}
    for file in sorted((solutions / name).rglob("*")) if solutions is not None else ():
        relative = file.relative_to(solutions or file)
        if any(part.startswith(".") or part == "__pycache__" for part in relative.parts):
            continue
        if relative.parts[1] in without:
            continue
        if file.is_symlink():
            raise ManifestError(f"{name}: {relative} is a link; a half holds files.", str(file))
        if file.is_file() and file.suffix != ".pyc":
            found[str(relative)] = file
    return found


def not_in_order(name: str) -> tuple[str, ...]:
    """Exercises whose folders are there, and which the set's manifest doesn't name."""
    folders = sorted(
        m.parent.name for m in (library.place_of(name).public / name).glob("*/exercise.toml")
    )
    named = {exercise.name for exercise in library.load_set(name).exercises}
    return tuple(folder for folder in folders if folder not in named)


def strays(exercise: Exercise) -> tuple[str, ...]:
    """Files in an exercise's public folder that are no part of it, and that nobody would get."""
    known = {"exercise.toml", "README.md", exercise.file, "test_examples.py", *exercise.provided}
    names = sorted(path.name for path in exercise.public.iterdir())
    ours = (name for name in names if not name.startswith(".") and name != "__pycache__")
    return tuple(name for name in ours if name not in known)


def recorded_file(exercise: Exercise) -> Path | None:
    """Where what an author's machine has worked out for everybody is, or would be."""
    return exercise.private / RECORDED if exercise.private else None


def beside_checks(exercise: Exercise) -> tuple[Path, ...]:
    """Files that imported checks may read or load: a conftest.py, more tests, their data."""
    folder = exercise.private or Path("/nonexistent")
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".pyc")
    apart = ("accepted", "wrong", "__pycache__", "not_imported.py", RECORDED)
    return tuple(p for p in found if p.relative_to(folder).parts[0] not in apart)


# Of two names that differ in case or in the number of underscores a package index makes one; and
# a private half's ending is no set's.


_PACKAGEABLE = re.compile(r"(?!.*_solutions\Z)[a-z][a-z0-9]*(_[a-z0-9]+)*")


def require_packageable(set_name: str) -> None:
    """Raises UsageError for a name that couldn't be told from another one's packages."""
    if not _PACKAGEABLE.fullmatch(set_name):
        raise UsageError(
            f"{set_name!r} can't be the name of a set: it names two packages.",
            "Small letters and digits, words joined by one underscore, not ending in _solutions.",
        )
