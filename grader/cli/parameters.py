"""What several commands need: arguments with completion, a console, grading one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import KataError, UsageError
from ..sets import library, search_path
from . import refused

if TYPE_CHECKING:
    from rich.console import Console

    from ..student.workspace import Workspace

DEFAULT_SET = "convolution"


class ExerciseName(click.ParamType[str]):
    """An exercise's name or set/name, completed by the shell."""

    name = "exercise"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        try:
            sets = library.load_sets()
        except KataError:
            return []
        names = [n for s in sets for e in s.exercises for n in (e.name, e.id)]
        return [click.shell_completion.CompletionItem(n) for n in names if n.startswith(incomplete)]


class SetName(click.ParamType[str]):
    """A set's name, completed by the shell."""

    name = "set"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        names = library.set_names()
        return [click.shell_completion.CompletionItem(n) for n in names if n.startswith(incomplete)]


isolation_option = click.option(
    "--isolation",
    type=click.Choice(["confined", "process"]),
    default="confined",
    show_default=True,
    help="How the submission is kept from the rest of the machine.",
)


def console(stderr: bool = False) -> Console:
    """A console that writes plain text where it is piped."""
    from rich.console import Console

    # Some terminals say that they have no columns; on none, rich shows no word.
    width = 80 if os.environ.get("COLUMNS") == "0" else None
    return Console(
        stderr=stderr, width=width, highlight=False, markup=False, emoji=False, soft_wrap=True
    )


def print_lines(lines: Any) -> None:
    out = console()
    for line in lines:
        out.print(line)


def width() -> int:
    return max(min(console().width, 110), 60)


def shown_path(path: Path) -> str:
    """A path as a person in this folder would type it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def workspace_here() -> Workspace | None:
    from ..student.workspace import Workspace

    return told(Workspace.find(Path.cwd()))


def need_sets() -> None:
    """Raises UsageError where there is nothing to learn from yet."""
    if not library.set_names():
        hint = search_path.shut_hint() or "Get one: kata add SET --from DIR or URL"
        raise UsageError("No set of exercises is here.", hint)


def need_workspace() -> Workspace:
    found = workspace_here()
    if found is None:
        refused.require_entry()
        raise UsageError("This folder is not a kata workspace.", "Start one here: kata next")
    return found


def told(workspace: Workspace | None) -> Workspace | None:
    """The workspace, after saying what was found damaged in it."""
    for problem in workspace.problems if workspace is not None else ():
        click.echo(click.style(f"kata: {problem}", fg="yellow"), err=True)
    return workspace


set_option = click.option("--set", "set_name", type=SetName(), help="Only this set.")
