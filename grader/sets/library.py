"""Finds sets and reads them into frozen data: which there are, and which exercise is meant.

Where sets lie is search_path.py's affair, what their files are called set_files.py's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ..errors import ManifestError, UsageError
from ..model import Exercise, ExerciseSet, Hint, Survivor
from . import search_path
from .manifest import NAME, ChecksKeys, ExerciseKeys, SetKeys, label, near, nearest, read_manifest

DIFFICULTIES = ("easy", "medium", "hard")


def set_names() -> tuple[str, ...]:
    """Names of all sets that can be found, in alphabetical order."""
    return _names_in(search_path.places())


def sets_here() -> tuple[str, ...]:
    """Names of the sets in the folder that the user is in, or in one above it."""
    return _names_in(p for p in search_path.places() if p.origin == "folder")


def _names_in(places: Iterable[search_path.Place]) -> tuple[str, ...]:
    found = (m for p in places for m in p.public.glob("*/set.toml"))
    # A folder or a pipe that is called so is no manifest.
    return tuple(sorted({m.parent.name for m in found if os.path.isfile(m)}))


@cache
def load_set(name: str) -> ExerciseSet:
    """A set with its exercises. Raises UsageError for an unknown name, ManifestError for a bad
    manifest."""
    place, manifest = _find(name)
    if place.origin == "installed":
        search_path.require_matching_halves(name)
    return _read_set(place.private, manifest)


def _load_exercise(set_name: str, name: str) -> Exercise | None:
    """One exercise of a set, without reading the others' manifests; None where it has none of that
    name. Raises what load_set does, but for what is wrong with another exercise."""
    place, manifest = _find(set_name)
    if place.origin == "installed":
        search_path.require_matching_halves(set_name)
    data = _read_order(manifest)
    return (
        _read_exercise(place.private, manifest.parent / name, data) if name in data.order else None
    )


def _find(name: str) -> tuple[search_path.Place, Path]:
    """The nearest place with a set of this name, and its manifest."""
    for place in search_path.places():
        manifest = place.public / name / "set.toml"
        # os.path.isfile: one that may not be looked at must not hide those elsewhere.
        if os.path.isfile(manifest) and name == manifest.parent.name:
            return place, manifest
    known = set_names()
    get = "kata sets shows those that are here." if known else search_path.GET_LESSON
    meant = nearest(name, known)
    hint = get if meant else search_path.shut_hint() or get
    raise UsageError(f"There is no set called {name!r}.{meant}", hint)


def place_of(name: str) -> search_path.Place:
    """Where a set is taken from. Raises UsageError for an unknown name."""
    return _find(name)[0]


def require_nothing_hidden(name: str) -> None:
    """Raises UsageError where the set of the folder that the user is in stands for another one of
    its name: in what others handed in, its checks would be theirs."""
    place, manifest = _find(name)
    others = (p.public / name for p in search_path.places() if p != place)
    hidden = next((other for other in others if os.path.isfile(other / "set.toml")), None)
    if place.origin == "folder" and hidden is not None:
        root = place.public.parent
        raise UsageError(
            f"The set {name} of this folder, {manifest.parent}, hides {hidden}: whose is it?",
            f"Grade others' work from outside of it. Where the set is yours: KATA_PATH={root}",
        )


def load_sets() -> tuple[ExerciseSet, ...]:
    return tuple(load_set(name) for name in set_names())


def exercise_at(path: Path) -> str | None:
    """The id of the exercise in whose folder, of either half, a file or folder of a set lies."""
    real = path.resolve()
    for place in search_path.places():
        for half in (place.public, place.private):
            if half is not None and real.is_relative_to(half.resolve()):
                of, name, *_ = (*real.relative_to(half.resolve()).parts, "", "")
                if name and of in set_names() and place_of(of) == place:
                    return f"{of}/{name}"
    return None


def find_exercise(text: str, set_name: str | None = None) -> Exercise:
    """The exercise that `set/name`, or a bare name, stands for. set_name: the set it must be of."""
    wanted_set, _, name = text.strip("/").rpartition("/")
    if set_name and wanted_set not in ("", set_name):
        place_of(set_name)  # a typo is the nearer mistake
        hint = f"Leave --set away, or name one of its exercises: kata list --set {set_name}"
        raise UsageError(f"{text} is no exercise of the set {set_name}.", hint)
    if wanted_set or set_name:
        found = _load_exercise(wanted_set or set_name or "", name)
        if found is not None:
            return found
    searched = [load_set(wanted_set or set_name or "")] if wanted_set or set_name else load_sets()
    matches = [e for s in searched for e in s.exercises if e.name == name]
    if len(matches) > 1:
        ids = " or ".join(e.id for e in matches)
        raise UsageError(f"More than one set has an exercise {name!r}.", f"Say {ids}.")
    if not matches:
        known = {e.name: e.id if wanted_set else e.name for s in searched for e in s.exercises}
        raise UsageError(
            f"There is no exercise called {text!r}.{_meant(name, known)}",
            f"It is a set; its exercises: kata list --set {name}"
            if name in set_names() and not wanted_set
            else "kata list shows them all.",
        )
    return matches[0]


def _meant(name: str, known: dict[str, str]) -> str:
    """Suggests an exercise that is called nearly so; known: how each is called in full. Its set's
    name, which was right, makes no other name a close one."""
    close = near(name, known)
    return f" Did you mean {known[close]}?" if close else ""


def _read_order(manifest: Path) -> SetKeys:
    """A set's own manifest, the exercises that it names being there."""
    data = read_manifest(manifest, SetKeys)
    names = data.order
    if len(set(names)) != len(names):
        raise ManifestError(f"{label(manifest)}: order names an exercise twice", str(manifest))
    for name in names:
        if not NAME.fullmatch(name):
            message = f"{label(manifest)}: order names {name!r}, expected a folder's plain name"
            raise ManifestError(message, str(manifest))
        if not (manifest.parent / name / "exercise.toml").is_file():
            folders = [p.parent.name for p in manifest.parent.glob("*/exercise.toml")]
            raise ManifestError(
                f"{label(manifest)}: order names {name!r}, which has no exercise.toml."
                + nearest(name, folders),
                str(manifest),
            )
    return data


def _read_set(private: Path | None, manifest: Path) -> ExerciseSet:
    data = _read_order(manifest)
    exercises = tuple(_read_exercise(private, manifest.parent / name, data) for name in data.order)
    return ExerciseSet(
        name=manifest.parent.name,
        title=data.title,
        version=data.version,
        licence=data.licence,
        exercises=exercises,
        requirements=tuple(data.requirements),
        feedback=data.feedback,
    )


def _read_exercise(solutions: Path | None, folder: Path, of: SetKeys) -> Exercise:
    manifest = folder / "exercise.toml"
    data = read_manifest(manifest, ExerciseKeys)
    if data.difficulty not in DIFFICULTIES:
        known = ", ".join(DIFFICULTIES)
        message = f"{label(manifest)}: difficulty is {data.difficulty!r}, expected one of {known}"
        raise ManifestError(message, str(manifest))
    if not NAME.fullmatch(data.file.removesuffix(".py") or folder.name) or (
        data.file and not data.file.endswith(".py")
    ):
        message = f"{label(manifest)}: file is {data.file!r}, expected a plain name ending in .py"
        raise ManifestError(message, str(manifest))
    _require_modules(manifest, data.provided, data.file or f"{folder.name}.py")
    private = solutions / folder.parent.name / folder.name if solutions is not None else None
    # os.path.isdir: a private half that may not be looked into is as good as none.
    private = private if private is not None and os.path.isdir(private) else None
    notes = _private_notes(private)
    return Exercise(
        set_name=folder.parent.name,
        set_version=of.version,
        name=folder.name,
        title=data.title,
        difficulty=data.difficulty,
        public=folder,
        private=private,
        file=data.file or f"{folder.name}.py",
        provided=tuple(data.provided),
        requires=tuple(data.requires),
        rules=data.rules,
        limits=data.limits,
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


def _require_modules(manifest: Path, provided: Sequence[str], file: str) -> None:
    """Raises ManifestError for a provided file that can't be one: students import it by its name,
    from the folder that their own file lies in."""
    for name in provided:
        stem = name.removesuffix(".py")
        why = None
        if not NAME.fullmatch(stem) or stem == name:
            why = "expected a plain name ending in .py"
        elif name in (file, "test_examples.py"):
            why = "which is another file of the exercise"
        elif stem in sys.stdlib_module_names:
            why = "and would hide Python's own module of that name"
        elif provided.count(name) > 1:
            why = "twice"
        if why is not None:
            message = f"{label(manifest)}: provided names {name!r}, {why}"
            raise ManifestError(message, str(manifest))


def _private_notes(private: Path | None) -> ChecksKeys:
    manifest = private / "checks.toml" if private is not None else None
    if manifest is None or not manifest.is_file():
        return ChecksKeys()
    return read_manifest(manifest, ChecksKeys)
