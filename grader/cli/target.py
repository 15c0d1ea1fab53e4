"""Which file `kata check` grades, and as which exercise: what was typed, and what lies there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SubmissionError, UsageError, quoted
from ..model import Exercise
from ..sets import library
from . import refused
from .console import shown_path
from .here import chosen, workspace_at, workspace_here
from .parameters import DEFAULT_SET

if TYPE_CHECKING:
    from ..student.workspace import Workspace


def workspace_of(target: str | None, graded_as: str | None) -> Workspace | None:
    """The workspace that a file or folder lies in; that of this folder for anything else.

    graded_as: what others' work is said to be. What they put beside a file is no workspace of ours.
    """
    if target is not None and graded_as is not None and _is_meant_as_a_file(target):
        return None
    if target is None or not os.path.exists(target):
        return workspace_here()
    return workspace_at(Path(target)) or workspace_here()


def what_to_check(
    workspace: Workspace | None, target: str | None, exercise_name: str | None, set_name: str | None
) -> tuple[Exercise, Path]:
    """The exercise and the file that the arguments name, or that the workspace is on."""
    if target is not None and _is_meant_as_a_file(target):
        path = Path(target)
        if not path.exists():
            raise SubmissionError(f"There is no file {quoted(target)}.")
        if exercise_name is not None:
            return library.find_exercise(exercise_name, set_name), path
        return _exercise_of(workspace, path, set_name), path
    _require_a_name(target)
    if exercise_name is None:
        _require_no_authors_folder(target)
    name = (target if set_name else _meant(workspace, target)) or exercise_name
    if target is not None and name == target and set_name is None and os.path.isdir(target):
        _require_no_folder(target)
    if workspace is None:
        if name is not None:
            library.find_exercise(name, set_name)  # a typo is the nearer mistake
        refused.require_entry()
        raise UsageError(
            "This folder is not a kata workspace.",
            "Start one: kata next   ·   or grade a file: kata check FILE --exercise SET/NAME",
        )
    exercise = chosen(workspace, name, set_name)
    file = workspace.folder_of(exercise) / exercise.file
    if not file.exists():
        command = "reset" if file.parent.exists() else "next"
        put_back = f"kata {command} {exercise.name}"
        said = f"There is no {shown_path(file, workspace.root)} yet."
        raise SubmissionError(said, f"Get it: {put_back}")
    return exercise, file


def _exercise_of(workspace: Workspace | None, path: Path, set_name: str | None) -> Exercise:
    """The exercise in whose folder a file lies. Raises UsageError where it is no answer to one."""
    known = (workspace.exercise_at(path) if workspace else None) or library.exercise_at(path)
    if known is None:
        raise UsageError(
            f"Which exercise is {quoted(str(path))} for?",
            f"Say it: kata check {_typed(path)} --exercise {_called(path.stem)}",
        )
    from ..student.workspace import EXAMPLES

    exercise = library.find_exercise(known, set_name)
    if path.suffix != ".py" or path.name in (EXAMPLES, *exercise.provided):
        raise UsageError(
            f"{quoted(str(path))} is no answer to {exercise.id}: {exercise.file} is.",
            f"To grade it all the same: kata check {_typed(path)} --exercise {exercise.id}",
        )
    return exercise


def _meant(workspace: Workspace | None, target: str | None) -> str | None:
    """The exercise that a folder of a workspace stands for: the workspace itself for the one that
    the student is on. Anything else is a name already."""
    if target is None or workspace is None or not os.path.isdir(target):
        return target
    known = workspace.exercise_at(Path(target))
    is_root = os.path.samefile(target, workspace.root)
    return known or (workspace.current if is_root else target)


def _is_meant_as_a_file(target: str) -> bool:
    return target.endswith(".py") or _is_a_file_there(target)


def _is_a_file_there(target: str) -> bool:
    """Whether a file is meant, be it a pipe (/dev/fd/63). A name alone that some system has for a
    device, nul say, is an exercise's."""
    if os.path.isfile(target):
        return True
    return bool(os.path.dirname(target)) and os.path.exists(target) and not os.path.isdir(target)


def _require_a_name(target: str | None) -> None:
    """Raises SubmissionError for a path below a folder that is there, where no set is called so."""
    head = (target or "").replace(os.sep, "/").partition("/")[0]
    is_path = target is not None and head not in ("", target) and os.path.isdir(head)
    if is_path and not os.path.exists(target or "") and head not in library.set_names():
        raise SubmissionError(
            f"There is no file {quoted(target or '')}.",
            "An exercise is named as SET/NAME: kata list shows them all.",
        )


def _require_no_authors_folder(target: str | None) -> None:
    """Raises UsageError in, or for, a folder that an exercise's author writes: nobody's work lies
    there, and which of its files is meant can't be known."""
    folder = Path(target or ".")
    # isdir, for which a closed folder is none.
    known = library.exercise_at(folder) if os.path.isdir(folder) else None
    if known is not None:
        raise UsageError(
            f"This is where {known} itself is written, and no student's folder.",
            f"Prove it: kata verify {known}   ·   or grade one of its files: kata check FILE",
        )


def _require_no_folder(target: str) -> None:
    """Raises UsageError for a folder that isn't called as an exercise is."""
    try:
        library.find_exercise(target)
    except UsageError:
        raise UsageError(
            f"{quoted(target)} is a folder, and no exercise's.",
            "Grade a file of it: kata check FILE --exercise SET/NAME",
        ) from None


def _typed(path: Path) -> str:
    """A path as a shell takes it for one word."""
    return f'"{path}"' if " " in str(path) else str(path)


def _called(name: str) -> str:
    """The exercise of that name, of those that are installed."""
    every = [e for s in library.load_sets() for e in s.exercises]
    every.sort(key=lambda e: e.set_name != DEFAULT_SET)
    return next(
        (e.id for e in every if e.name == name), "SET/NAME   ·   which there are: kata list"
    )
