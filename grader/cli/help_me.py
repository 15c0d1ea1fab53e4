"""For a student who is stuck: hint, solution, diff, reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import PASSED, UsageError
from ..model import Exercise
from ..sets import set_files
from ..views.escape import safe
from .console import console, shown_path
from .here import chosen, named, need_workspace
from .parameters import exercise_argument

if TYPE_CHECKING:
    from ..student.progress import Standing


@click.command()
@exercise_argument
def hint(exercise_name: str | None) -> int:
    """Give one more hint, each more concrete than the last.

    \b
    Example: kata hint naive_conv
    """
    workspace = need_workspace()
    exercise = chosen(workspace, exercise_name)
    diagnosed = workspace.last_hint(exercise)
    tiers = [h.text for h in exercise.hints if not h.after]
    texts = ([diagnosed] if diagnosed and diagnosed not in tiers else []) + tiers
    if not texts:
        click.echo("This exercise has no hints.")
        return PASSED
    workspace.show_hint(exercise)
    shown = min(workspace.hints_shown(exercise), len(texts))
    out = console()
    for number, text in enumerate(texts[:shown], 1):
        said = safe(" ".join(text.split()))
        out.print(f"{number} of {len(texts)}  {said}", soft_wrap=False)
    if shown == len(texts):
        passed = _has_passed(workspace.standing(exercise))
        more = _after_hints(exercise, passed, named(workspace, exercise))
        out.print(f"That is every hint.{more}", style="dim")
    return PASSED


def _has_passed(standing: Standing) -> bool:
    return standing.passed and not standing.examples_only


def _after_hints(exercise: Exercise, passed: bool, name: str) -> str:
    if set_files.reference_file(exercise) is None:
        return ""
    if passed:
        return f" One way to do it: kata solution{name}"
    return f" Still stuck: kata solution{name} --give-up"


@click.command()
@exercise_argument
@click.option("--give-up", is_flag=True, help="Open it without having passed; this is recorded.")
def solution(exercise_name: str | None, give_up: bool) -> int:
    """Show the reference solution of an exercise you have passed.

    \b
    Example: kata solution naive_conv
    """
    workspace = need_workspace()
    exercise = chosen(workspace, exercise_name)
    file = set_files.reference_file(exercise)
    if file is None:
        raise UsageError(f"The solution of {exercise.id} is not on this machine.")
    standing = workspace.standing(exercise)
    if not _has_passed(standing) and not standing.gave_up:
        if not give_up:
            typed = f"kata solution{named(workspace, exercise)} --give-up"
            raise UsageError(
                f"{exercise.id} is not passed yet.",
                f"To see the solution all the same: {typed} (it is recorded)",
            )
        workspace.give_up(exercise)
    click.echo(file.read_text("utf-8"))
    return PASSED


@click.command()
@exercise_argument
def reset(exercise_name: str | None) -> int:
    """Put the stub back; your file is kept as a backup.

    \b
    Example: kata reset naive_conv
    """
    workspace = need_workspace()
    exercise = chosen(workspace, exercise_name)
    backup = workspace.reset(exercise)
    file = shown_path(workspace.folder_of(exercise) / exercise.file, workspace.root)
    if backup is None:
        click.echo(f"{file} is the stub now.")
    else:
        kept = shown_path(backup, workspace.root)
        click.echo(f"{file} is the stub again. Yours is kept as {kept}")
    return PASSED


@click.command()
@exercise_argument
def diff(exercise_name: str | None) -> int:
    """Show what a new version changed in an exercise you have; your file stays.

    \b
    Example: kata diff naive_conv
    """
    import difflib

    workspace = need_workspace()
    exercise = chosen(workspace, exercise_name)
    changes = workspace.changes(exercise)
    if not changes:
        click.echo(f"Nothing of {exercise.id} has changed since you got it.")
        return PASSED
    for name, before, now in changes:
        names = (f"{name} as you got it", f"{name} of version {exercise.set_version}")
        for line in difflib.unified_diff(
            before.splitlines(), now.splitlines(), *names, lineterm=""
        ):
            colour = {"+": "green", "-": "red"}.get(line[:1])
            click.echo(click.style(safe(line), fg=colour))
    click.echo(f"Bring over by hand what you want, or start anew: kata reset {exercise.name}")
    return PASSED


COMMANDS: tuple[click.Command, ...] = (hint, solution, reset, diff)
