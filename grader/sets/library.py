"""Reads and checks sets. The only room that knows the names of files.

Where sets lie is places.py's affair. What a manifest says is checked once, here; behind this door
the types can be trusted.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from ..errors import ManifestError, SubmissionError, UsageError
from ..model import Exercise, ExerciseSet, Feedback, Hint, Limits, Rules, Submission, Survivor
from . import search_path

MAX_SOURCE = 2**20
DIFFICULTIES = ("easy", "medium", "hard")


class _Hint(msgspec.Struct, forbid_unknown_fields=True):
    text: str


class _PrivateHint(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    after: list[str]


class _Survivor(msgspec.Struct, forbid_unknown_fields=True):
    mutant: str | list[str]
    reason: str


class _Rules(msgspec.Struct, forbid_unknown_fields=True):
    allowed_imports: list[str] | None = None
    forbidden_imports: list[str] = []
    forbidden_calls: list[str] = []
    required_calls: list[str] = []
    program: bool = False


# A set may come from a stranger: no limit may be absent, by being zero or infinite.
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=86_400)]
_Size = Annotated[int, msgspec.Meta(gt=0, le=2**20)]


class _Limits(msgspec.Struct, forbid_unknown_fields=True):
    call_s: _Seconds = 5.0
    submission_s: _Seconds = 60.0
    cpu_s: _Seconds = 60.0
    memory_mib: _Size = 2048
    output_kib: _Size = 64


class _Exercise(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    difficulty: str
    requires: list[str] = []
    file: str = ""
    feedback: Feedback | None = None
    rules: _Rules = msgspec.field(default_factory=_Rules)
    limits: _Limits = msgspec.field(default_factory=_Limits)
    hints: list[_Hint] = []
    axes: dict[str, str] = {}


class _Checks(msgspec.Struct, forbid_unknown_fields=True):
    """What an author notes down about the private half: a line of the reference is no student's."""

    hints: list[_PrivateHint] = []
    equivalent: list[_Survivor] = []


class _Set(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    version: str
    licence: str
    order: list[str]
    feedback: Feedback = "full"
    requirements: list[str] = []
    whole_file: bool = False


# Names become folders and files in the workspace, and modules.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

T = TypeVar("T", bound=msgspec.Struct)


def set_names() -> tuple[str, ...]:
    """Names of all sets that can be found, in alphabetical order."""
    found = search_path.places()
    return tuple(sorted({m.parent.name for p in found for m in p.public.glob("*/set.toml")}))


@cache
def load_set(name: str) -> ExerciseSet:
    """A set with its exercises. Raises UsageError for an unknown name, ManifestError for a bad
    manifest."""
    place, manifest = _find(name)
    if place.origin == "installed":
        search_path.require_matching_halves(name)
    return _read_set(place.private, manifest)


def _find(name: str) -> tuple[search_path.Place, Path]:
    """The nearest place with a set of this name, and its manifest."""
    for place in search_path.places():
        manifest = place.public / name / "set.toml"
        # os.path.isfile: one that may not be looked at must not hide those elsewhere.
        if os.path.isfile(manifest) and name == manifest.parent.name:
            return place, manifest
    known = set_names()
    get = "kata sets shows those that are here." if known else "Get one: kata add SET --from WHERE"
    near = _nearest(name, known)
    hint = get if near else search_path.shut_hint() or get
    raise UsageError(f"There is no set called {name!r}.{near}", hint)


def place_of(name: str) -> search_path.Place:
    """Where a set is taken from. Raises UsageError for an unknown name."""
    return _find(name)[0]


def load_sets() -> tuple[ExerciseSet, ...]:
    return tuple(load_set(name) for name in set_names())


def find_exercise(text: str, set_name: str | None = None) -> Exercise:
    """The exercise that `set/name`, or a bare name, stands for."""
    wanted_set, _, name = text.strip("/").rpartition("/")
    searched = [load_set(wanted_set or set_name or "")] if wanted_set or set_name else load_sets()
    matches = [e for s in searched for e in s.exercises if e.name == name]
    if len(matches) > 1:
        ids = " or ".join(e.id for e in matches)
        raise UsageError(f"More than one set has an exercise {name!r}.", f"Say {ids}.")
    if not matches:
        known = [e.id for s in searched for e in s.exercises]
        near = _nearest(text, [*known, *(k.partition("/")[2] for k in known)])
        raise UsageError(
            f"There is no exercise called {text!r}.{near}", "kata list shows them all."
        )
    return matches[0]


def _nearest(wrong: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(wrong, list(known), 1, 0.5)
    return f" Did you mean {close[0]}?" if close else ""


def _read_set(private: Path | None, manifest: Path) -> ExerciseSet:
    data = _read_manifest(manifest, _Set)
    feedback: Feedback = data.feedback
    names = data.order
    if len(set(names)) != len(names):
        raise ManifestError(f"{_label(manifest)}: order names an exercise twice", str(manifest))
    for name in names:
        if not _NAME.fullmatch(name):
            message = f"{_label(manifest)}: order names {name!r}, expected a folder's plain name"
            raise ManifestError(message, str(manifest))
        if not (manifest.parent / name / "exercise.toml").is_file():
            folders = [p.parent.name for p in manifest.parent.glob("*/exercise.toml")]
            raise ManifestError(
                f"{_label(manifest)}: order names {name!r}, which has no exercise.toml."
                + _nearest(name, folders),
                str(manifest),
            )
    exercises = tuple(_read_exercise(private, manifest.parent / name, data) for name in names)
    return ExerciseSet(
        name=manifest.parent.name,
        title=data.title,
        version=data.version,
        licence=data.licence,
        exercises=exercises,
        requirements=tuple(data.requirements),
        feedback=feedback,
    )


def _read_exercise(solutions: Path | None, folder: Path, of: _Set) -> Exercise:
    manifest = folder / "exercise.toml"
    data = _read_manifest(manifest, _Exercise)
    if data.difficulty not in DIFFICULTIES:
        known = ", ".join(DIFFICULTIES)
        message = f"{_label(manifest)}: difficulty is {data.difficulty!r}, expected one of {known}"
        raise ManifestError(message, str(manifest))
    if not _NAME.fullmatch(data.file.removesuffix(".py") or folder.name) or (
        data.file and not data.file.endswith(".py")
    ):
        message = f"{_label(manifest)}: file is {data.file!r}, expected a plain name ending in .py"
        raise ManifestError(message, str(manifest))
    private = solutions / folder.parent.name / folder.name if solutions is not None else None
    # os.path.isdir: a private half that may not be looked into is as good as none.
    private = private if private is not None and os.path.isdir(private) else None
    notes = _private_notes(private)
    rules = data.rules
    allowed = rules.allowed_imports
    return Exercise(
        set_name=folder.parent.name,
        set_version=of.version,
        name=folder.name,
        title=data.title,
        difficulty=data.difficulty,
        public=folder,
        private=private,
        file=data.file or f"{folder.name}.py",
        requires=tuple(data.requires),
        rules=Rules(
            allowed_imports=None if allowed is None else tuple(allowed),
            forbidden_imports=tuple(rules.forbidden_imports),
            forbidden_calls=tuple(rules.forbidden_calls),
            required_calls=tuple(rules.required_calls),
            program=rules.program,
        ),
        limits=Limits(**msgspec.structs.asdict(data.limits)),
        hints=(
            *(Hint(text=h.text) for h in data.hints),
            *(Hint(text=h.text, after=tuple(h.after)) for h in notes.hints),
        ),
        equivalent=tuple(
            Survivor(mutant=mutant, reason=s.reason)
            for s in notes.equivalent
            for mutant in ([s.mutant] if isinstance(s.mutant, str) else s.mutant)
        ),
        axes=tuple((name, tuple(letters.split())) for name, letters in data.axes.items()),
        feedback=data.feedback or of.feedback,
        requirements=tuple(of.requirements),
        whole_file=of.whole_file,
    )


def _private_notes(private: Path | None) -> _Checks:
    manifest = private / "checks.toml" if private is not None else None
    if manifest is None or not manifest.is_file():
        return _Checks()
    return _read_manifest(manifest, _Checks)


def _label(manifest: Path) -> str:
    return f"{manifest.parent.name}/{manifest.name}"


def _read_manifest(path: Path, shape: type[T]) -> T:
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    # An int of more than 4,300 digits is a ValueError too, and no TOMLDecodeError.
    except (OSError, ValueError, RecursionError) as error:
        raise ManifestError(f"{_label(path)} can't be read: {error}", str(path)) from None
    _refuse_unknown_keys(path, text, data, shape)
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        key = where.rstrip("`") or "the file"
        value = _at(data, key)
        shown = "" if value is _MISSING else f" is {value!r}:"
        message = f"{_label(path)}: {key}{shown} {what[0].lower()}{what[1:]}"
        raise ManifestError(message, f"{path}{_line_of(text, key)}") from None


_MISSING = object()


def _at(data: Any, key: str) -> Any:
    """The value at a dotted key; _MISSING where there is none, or where it is long."""
    for part in key.split("."):
        if not isinstance(data, dict) or part not in data:
            return _MISSING
        data = data[part]
    try:
        return data if len(repr(data)) <= 60 else _MISSING
    except (ValueError, RecursionError):  # an int of thousands of digits, a nest of thousands
        return _MISSING


def _line_of(text: str, key: str) -> str:
    name = key.rpartition(".")[2].partition("[")[0]
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith((f"{name} ", f"{name}=", f"[{key}", f"[[{key}")):
            return f", line {number}"
    return ""


def _refuse_unknown_keys(path: Path, text: str, data: dict[str, Any], shape: Any) -> None:
    """Unknown keys get the nearest known one suggested; msgspec would only name them."""
    fields = {f.encode_name: f.type for f in msgspec.structs.fields(shape)}
    for key, value in data.items():
        if key not in fields:
            message = f"{_label(path)}: unknown key {key!r}.{_nearest(key, fields)}"
            raise ManifestError(message, f"{path}{_line_of(text, key)}")
        inner = next((t for t in (fields[key], *_arguments(fields[key])) if _is_struct(t)), None)
        for table in value if isinstance(value, list) else [value]:
            if inner is not None and isinstance(table, dict):
                _refuse_unknown_keys(path, text, table, inner)


def _arguments(kind: Any) -> tuple[Any, ...]:
    return getattr(kind, "__args__", ())


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def statement(exercise: Exercise) -> str:
    return _public_text(exercise, "README.md")


def stub(exercise: Exercise) -> str:
    return _public_text(exercise, exercise.file)


def examples(exercise: Exercise) -> str:
    return _public_text(exercise, "test_examples.py")


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
    head = path.read_text("utf-8").lstrip()
    quote = next((q for q in ('"""', "'''") if head.startswith(q)), None)
    return head[3:].partition(quote)[0].strip().partition("\n")[0].strip() if quote else ""


def evidence(path: Path) -> tuple[str, ...]:
    """Code that a file must have for this variant's sentence to be said of it: what stands behind
    `Evidence:`, on a line of its own in the docstring."""
    head = path.read_text("utf-8").lstrip()
    quote = next((q for q in ('"""', "'''") if head.startswith(q)), None)
    lines = head[3:].partition(quote)[0].splitlines() if quote else []
    return tuple(
        line.partition(":")[2].strip() for line in lines if line.strip().startswith("Evidence:")
    )


def digest(paths: Sequence[Path]) -> str:
    """One sha256 over the names and bytes of files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        total.update(f"{path.parent.name}/{path.name}:{len(content)}\0".encode() + content)
    return total.hexdigest()


def submission(source: bytes, path: str | None = None, student: str | None = None) -> Submission:
    sha = hashlib.sha256(source).hexdigest()
    return Submission(source=source, sha256=sha, path=path, student=student)


def read_submission(path: Path, student: str | None = None, follow: bool = True) -> Submission:
    """A file's bytes. Refuses what is not a regular file of at most 1 MiB, without blocking on
    a FIFO or reading a device. follow: a link is read too, wherever it leads; for files that
    others put there, it must not be."""
    # A file name need not be UTF-8; a report must be.
    shown = str(path).encode("utf-8", "backslashreplace").decode()
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags if follow else flags | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise SubmissionError(f"There is no file {shown!r}.") from None
    except (OSError, ValueError) as error:
        if not follow and os.path.islink(path):
            raise SubmissionError(f"{shown!r} is a link; a submission is the file.") from None
        why = getattr(error, "strerror", None) or error
        raise SubmissionError(f"{shown!r} can't be opened: {why}.") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise SubmissionError(f"{shown!r} is {kind}; a submission is one Python file.")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > MAX_SOURCE:
            size = status.st_size / 2**20
            raise SubmissionError(f"{shown!r} is {size:.1f} MiB; a submission is at most 1 MiB.")
        return submission(file.read(MAX_SOURCE), shown, student)


def cache_folder() -> Path:
    """Where recordings are kept: KATA_CACHE, or kata's folder in the user's cache. One that can't
    be made where there is no home: nothing is kept then, and least of all in the current folder."""
    if named := os.environ.get("KATA_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base if os.path.isabs(base) else os.devnull) / "kata"


def public_files(name: str) -> dict[str, Path]:
    """A set's public half, file by file, by path below `exercises/`: what a student gets.

    Only files that an exercise is made of: what else lies there is nobody's to publish.
    """
    folder = place_of(name).public / name
    files = [folder / "set.toml"]
    for exercise in load_set(name).exercises:
        known = ("exercise.toml", "README.md", exercise.file, "test_examples.py")
        files += [exercise.public / file for file in known]
    for file in files:
        if not file.is_file() or file.is_symlink():
            said = f"{file.relative_to(folder)} is missing, or is a link"
            raise ManifestError(f"{name}: {said}; it is part of the public half.", str(file))
    return {str(file.relative_to(folder.parent)): file for file in files}


def private_files(name: str) -> dict[str, Path]:
    """A set's private half, file by file, by path below `solutions/`; without caches."""
    solutions = place_of(name).private
    found: dict[str, Path] = {}
    for file in sorted((solutions / name).rglob("*")) if solutions is not None else ():
        relative = file.relative_to(solutions or file)
        if any(part.startswith(".") or part == "__pycache__" for part in relative.parts):
            continue
        if file.is_symlink():
            raise ManifestError(f"{name}: {relative} is a link; a half holds files.", str(file))
        if file.is_file() and file.suffix != ".pyc":
            found[str(relative)] = file
    return found


def not_in_order(name: str) -> tuple[str, ...]:
    """Exercises whose folders are there, and which the set's manifest doesn't name."""
    folders = sorted(m.parent.name for m in (place_of(name).public / name).glob("*/exercise.toml"))
    named = {exercise.name for exercise in load_set(name).exercises}
    return tuple(folder for folder in folders if folder not in named)


def strays(exercise: Exercise) -> tuple[str, ...]:
    """Files in an exercise's public folder that are no part of it, and that nobody would get."""
    known = {"exercise.toml", "README.md", exercise.file, "test_examples.py"}
    names = sorted(path.name for path in exercise.public.iterdir())
    ours = (name for name in names if not name.startswith(".") and name != "__pycache__")
    return tuple(name for name in ours if name not in known)


def beside_checks(exercise: Exercise) -> tuple[Path, ...]:
    """Files that imported checks may read or load: a conftest.py, more tests, their data."""
    folder = exercise.private or Path("/nonexistent")
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".pyc")
    apart = ("accepted", "wrong", "__pycache__", "not_imported.py")
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
