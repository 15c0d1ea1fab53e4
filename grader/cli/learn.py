"""Which exercise to learn from: next, list, status, show; and the student's commands in order."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import click

from ..errors import PASSED, UsageError
from ..model import Exercise, ExerciseSet
from ..sets import library, set_files
from ..views.escape import safe
from . import help_me
from .check import check
from .console import console, shown_path, width
from .here import chosen, named, need_sets, need_workspace, tell_passed_over, told, workspace_here
from .machine import completion, doctor
from .parameters import DEFAULT_SET, exercise_argument, set_option


@click.command("where", hidden=True)
def where() -> int:
    """Where you are, and what to do next."""
    need_sets()
    workspace = workspace_here()
    if workspace is None:
        click.echo("kata: learn how convolution works by writing it.\n")
        click.echo("  This folder is not a workspace yet.")
        click.echo("  Start here:   kata next\n  All commands: kata --help")
        return PASSED
    current = workspace.current
    standings = workspace.standings()
    exercises = [e for s in library.load_sets() for e in s.exercises]
    done = sum(1 for e in exercises if e.id in standings and standings[e.id].passed)
    click.echo(f"kata: {done} of {len(exercises)} exercises passed.\n")
    if current is not None and not (current in standings and standings[current].passed):
        exercise = library.find_exercise(current)
        file = workspace.folder_of(exercise) / exercise.file
        click.echo(f"  You are on    {exercise.id}: {exercise.title}")
        click.echo(f"  Your file     {shown_path(file, workspace.root)}")
        click.echo("  Next          edit it, then: kata check   ·   stuck? kata hint")
    elif done == len(exercises):
        click.echo(f"  {_ALL_DONE}")
    else:
        click.echo("  Next          kata next")
    return PASSED


_ALL_DONE = "Look back: kata solution EXERCISE   ·   more sets: kata add   ·   your own: kata new"


@click.command("next")
@exercise_argument
@set_option
def next_(exercise_name: str | None, set_name: str | None) -> int:
    """Put the next unsolved exercise into this folder, or the one you name.

    \b
    Example: kata next --set convolution
             kata next im2col
    Never overwrites a file of yours.
    """
    from ..student.workspace import Workspace

    need_sets()
    wanted = library.find_exercise(exercise_name, set_name) if exercise_name else None
    tell_passed_over(Path.cwd())
    workspace = Workspace.open_or_create(Path.cwd())
    told(workspace)
    of = set_name or (wanted.set_name if wanted else None)
    begun = (workspace.current or "").partition("/")[0]
    exercises = _exercises_of([library.load_set(of)] if of else _sets_in_order(begun))
    standings = workspace.standings()
    passed = {e.id for e in exercises if e.id in standings and standings[e.id].passed}
    exercise = wanted or next((e for e in exercises if e.id not in passed), None)
    if exercise is None:
        click.echo(f"All {len(exercises)} exercises are passed. Well done.\n  {_ALL_DONE}")
        return PASSED
    fetched = workspace.fetch(exercise)
    workspace.current = exercise.id
    renewed = workspace.renew(exercise)
    _tell_exercise(exercise, fetched.folder, bool(fetched.created), named(workspace, exercise))
    for path in renewed.updated:
        click.echo(f"  New in version {exercise.set_version}: {shown_path(path, workspace.root)}")
    for path in renewed.changed:
        said = f"stays yours; what changed: kata diff {exercise.name}"
        click.echo(f"  {shown_path(path, workspace.root)} {said}")
    return PASSED


def _exercises_of(sets: list[ExerciseSet]) -> list[Exercise]:
    """All of theirs. Raises UsageError where that is none: nobody has passed them."""
    exercises = [e for s in sets for e in s.exercises]
    if not exercises:
        start = f"Start one: kata new exercise {sets[0].name}/NAME"
        raise UsageError(f"There is no exercise in {sets[0].name} yet.", start)
    return exercises


def _sets_in_order(begun: str = "") -> list[ExerciseSet]:
    """The set that was begun first, then the lesson's own, then the others by name."""
    order = sorted(library.load_sets(), key=lambda s: (s.name != DEFAULT_SET, s.name))
    return sorted(order, key=lambda s: s.name != begun)


def _tell_exercise(exercise: Exercise, folder: Path, new: bool, name_typed: str) -> None:
    """name_typed: what stands behind commands about it, "" for nothing."""
    out = console()
    of_set = [e.id for e in library.load_set(exercise.set_name).exercises]
    number = of_set.index(exercise.id) + 1
    out.print(f"{exercise.title}", style="bold")
    out.print(f"{exercise.id} · {exercise.difficulty} · {number} of {len(of_set)}", style="dim")
    out.print()
    out.print("  The folder has" if new else "  You already have")

    def shown(name: str) -> str:
        return shown_path(folder / name, folder.parent)

    readme = shown("README.md")
    files = (
        (readme, "what to do, and why"),
        (shown(exercise.file), "your file: fill in the stub"),
        *((shown(name), "for your file to import; stays as it is") for name in exercise.provided),
        (shown("test_examples.py"), "a few examples; plain pytest runs them"),
    )
    longest = max(len(name) for name, _ in files)
    for name, what in files:
        out.print(_filled(f"    {name.ljust(longest)}  ", what))
    out.print()
    said = f"Read {readme} (kata show{name_typed}), edit, then: kata check{name_typed}"
    out.print(_filled("  ", said))


def _filled(before: str, text: str) -> str:
    """A text in lines as wide as the terminal, each of which begins where the first one does."""
    lines = wrap(text, max(width() - len(before), 20), break_long_words=False)
    return before + ("\n" + " " * len(before)).join(lines)


@click.command("list")
@set_option
def list_(set_name: str | None) -> int:
    """List the exercises of every set, with what you have passed.

    \b
    Example: kata list --set convolution
    """
    from ..student.earlier import AGAIN, is_questioned

    need_sets()
    workspace = workspace_here()
    standings = workspace.standings() if workspace else {}
    current = workspace.current if workspace else None
    for each in [library.load_set(set_name)] if set_name else _sets_in_order():
        click.echo(f"{each.name} {each.version}: {each.title}")
        if not each.exercises:
            click.echo("    no exercise yet")
            continue
        longest = max(len(e.name) for e in each.exercises)
        for exercise in each.exercises:
            standing = standings.get(exercise.id)
            sign = "✓" if standing and standing.passed else "→" if exercise.id == current else " "
            line = f"  {sign} {exercise.name.ljust(longest)}  {exercise.difficulty.ljust(6)}"
            only = "  (examples only)" if standing and standing.examples_only else ""
            if standing and is_questioned(exercise, standing):
                only += f"  ({AGAIN})"
            click.echo(f"{line}  {exercise.title}{only}")
    return PASSED


@click.command()
def status() -> int:
    """Show how far you are, exercise by exercise.

    \b
    Example: kata status
    """
    from ..student.earlier import AGAIN, is_questioned

    workspace = need_workspace()
    standings = workspace.standings()
    started = [
        (e, standings[e.id])
        for s in _sets_in_order()
        for e in s.exercises
        if e.id in standings and (standings[e.id].attempts or standings[e.id].gave_up)
    ]
    if not started:
        click.echo("Nothing has been checked yet. Next: kata check")
        return PASSED
    longest = max(len(e.id) for e, _ in started)
    for exercise, standing in started:
        sign = "✓" if standing.passed else "…"
        of_what = "examples" if standing.examples_only else "points"
        best = f"{standing.best_score or 0:g}/{standing.max_score or 0:g} {of_what}"
        tries = f"{standing.attempts} attempt{'s' * (standing.attempts != 1)}"
        extra = "  examples only" if standing.examples_only else ""
        extra += "  solution seen" if standing.gave_up else ""
        version = (
            f"  (on version {safe(standing.version)})"
            if standing.version and standing.version != exercise.set_version
            else ""
        )
        extra += f"  {AGAIN}" if is_questioned(exercise, standing) else ""
        click.echo(f"{sign} {exercise.id.ljust(longest)}  {best:>12}  {tries}{version}{extra}")
    return PASSED


@click.command()
@exercise_argument
def show(exercise_name: str | None) -> int:
    """Show an exercise's statement.

    \b
    Example: kata show naive_conv
    """
    workspace = workspace_here()
    if exercise_name is None and workspace is None:
        raise UsageError("Which exercise?", "Name one: kata show naive_conv")
    if workspace is not None:
        exercise = chosen(workspace, exercise_name)
    else:
        exercise = library.find_exercise(exercise_name or "")
    text = set_files.statement(exercise)
    out = console()
    if out.is_terminal:
        from rich.markdown import Markdown

        out.print(Markdown(text), width=min(out.width, 100), soft_wrap=False)
    else:
        click.echo(text)
    return PASSED


COMMANDS: tuple[click.Command, ...] = (
    next_,
    check,
    list_,
    status,
    show,
    *help_me.COMMANDS,
    doctor,
    completion,
)
