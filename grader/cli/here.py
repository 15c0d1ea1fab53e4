"""What is where a command is typed: a workspace, sets, or what to do to have them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..model import Exercise
from ..sets import library, search_path
from ..views.escape import safe
from . import refused

if TYPE_CHECKING:
    from ..student.workspace import Workspace


def workspace_here() -> Workspace | None:
    return workspace_at(Path.cwd())


def workspace_at(place: Path) -> Workspace | None:
    """The workspace that a file or folder lies in."""
    from ..student.workspace import Workspace

    tell_passed_over(place)
    return told(Workspace.find(place))


def need_sets() -> None:
    """Raises UsageError where there is nothing to learn from yet."""
    if not library.set_names():
        hint = search_path.shut_hint() or search_path.GET_LESSON
        raise UsageError("No set of exercises is here.", hint)


def need_workspace() -> Workspace:
    found = workspace_here()
    if found is None:
        refused.require_entry()
        raise UsageError("This folder is not a kata workspace.", "Start one here: kata next")
    return found


def chosen(workspace: Workspace, name: str | None, set_name: str | None = None) -> Exercise:
    """The exercise of that name; without one, that of this folder, or the one begun last."""
    known = name or workspace.exercise_at(Path.cwd()) or workspace.current
    if known is None:
        raise UsageError("No exercise has been started here.", "Start one: kata next")
    return library.find_exercise(known, set_name)


def named(workspace: Workspace, exercise: Exercise) -> str:
    """What is typed behind a command that is to be about this exercise: nothing where it is the one
    that is meant here anyway."""
    here = workspace.exercise_at(Path.cwd()) or workspace.current
    return "" if here == exercise.id else f" {exercise.id}"


def told(workspace: Workspace | None) -> Workspace | None:
    """The workspace, after saying what was found damaged in it."""
    for problem in workspace.problems if workspace is not None else ():
        _say(problem)
    return workspace


def tell_passed_over(place: Path) -> None:
    """Says, once, whose records are none of ours here."""
    from ..student.workspace import Workspace

    said = click.get_current_context().meta.setdefault(__name__, set())
    for theirs in Workspace.passed_over(place):
        if theirs not in said:
            _say(f"{theirs} belongs to another user, and is not used.")
            said.add(theirs)


def _say(said: str) -> None:
    click.echo(click.style(f"kata: {safe(said)}", fg="yellow"), err=True)
