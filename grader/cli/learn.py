"""The student's commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import NOT_YET, PASSED, UsageError
from ..model import Exercise, ExerciseSet
from ..sets import library, set_files
from .check import check
from .parameters import (
    DEFAULT_SET,
    ExerciseName,
    console,
    need_sets,
    need_workspace,
    print_lines,
    set_option,
    shown_path,
    told,
    workspace_here,
)

if TYPE_CHECKING:
    from ..student.workspace import Workspace


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
        click.echo(f"  Your file     {shown_path(file)}")
        click.echo("  Next          edit it, then: kata check   ·   stuck? kata hint")
    elif done == len(exercises):
        click.echo(f"  {_ALL_DONE}")
    else:
        click.echo("  Next          kata next")
    return PASSED


_ALL_DONE = "Look back: kata solution EXERCISE   ·   more sets: kata add   ·   your own: kata new"


@click.command("next")
@click.argument("exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName())
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
    workspace = Workspace.open_or_create(Path.cwd())
    told(workspace)
    of = set_name or (wanted.set_name if wanted else None)
    begun = (workspace.current or "").partition("/")[0]
    exercises = [
        e for s in ([library.load_set(of)] if of else _sets_in_order(begun)) for e in s.exercises
    ]
    standings = workspace.standings()
    passed = {e.id for e in exercises if e.id in standings and standings[e.id].passed}
    exercise = wanted or next((e for e in exercises if e.id not in passed), None)
    if exercise is None:
        click.echo(f"All {len(exercises)} exercises are passed. Well done.\n  {_ALL_DONE}")
        return PASSED
    fetched = workspace.fetch(exercise)
    workspace.current = exercise.id
    renewed = workspace.renew(exercise)
    _tell_exercise(exercise, fetched.folder, bool(fetched.created), exercises)
    for path in renewed.updated:
        click.echo(f"  New in version {exercise.set_version}: {shown_path(path)}")
    for path in renewed.changed:
        click.echo(f"  {shown_path(path)} stays yours; what changed: kata diff {exercise.name}")
    return PASSED


def _sets_in_order(begun: str = "") -> list[ExerciseSet]:
    """The set that was begun first, then the lesson's own, then the others by name."""
    order = sorted(library.load_sets(), key=lambda s: (s.name != DEFAULT_SET, s.name))
    return sorted(order, key=lambda s: s.name != begun)


def _tell_exercise(exercise: Exercise, folder: Path, new: bool, exercises: list[Exercise]) -> None:
    out = console()
    number = exercises.index(exercise) + 1
    out.print(f"{exercise.title}", style="bold")
    out.print(f"{exercise.id} · {exercise.difficulty} · {number} of {len(exercises)}", style="dim")
    out.print()
    said = "The folder has" if new else "You already have"
    out.print(f"  {said}")
    width_ = max(len(exercise.file), len("test_examples.py")) + 2
    for name, what in (
        ("README.md", "what to do, and why"),
        (exercise.file, "your file: fill in the stub"),
        ("test_examples.py", "a few examples; plain pytest runs them"),
    ):
        out.print(f"    {shown_path(folder / name).ljust(width_ + len(folder.name) + 1)} {what}")
    out.print()
    out.print(f"  Read {shown_path(folder / 'README.md')} (kata show), edit, then: kata check")


@click.command("list")
@set_option
def list_(set_name: str | None) -> int:
    """List the exercises of every set, with what you have passed.

    \b
    Example: kata list --set convolution
    """
    need_sets()
    workspace = workspace_here()
    standings = workspace.standings() if workspace else {}
    current = workspace.current if workspace else None
    for each in [library.load_set(set_name)] if set_name else _sets_in_order():
        click.echo(f"{each.name} {each.version}: {each.title}")
        longest = max(len(e.name) for e in each.exercises)
        for exercise in each.exercises:
            standing = standings.get(exercise.id)
            sign = "✓" if standing and standing.passed else "→" if exercise.id == current else " "
            line = f"  {sign} {exercise.name.ljust(longest)}  {exercise.difficulty.ljust(6)}"
            only = "  (examples only)" if standing and standing.examples_only else ""
            click.echo(f"{line}  {exercise.title}{only}")
    return PASSED


@click.command()
def status() -> int:
    """Show how far you are, exercise by exercise.

    \b
    Example: kata status
    """
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
            f"  (on version {standing.version})"
            if standing.version and standing.version != exercise.set_version
            else ""
        )
        click.echo(f"{sign} {exercise.id.ljust(longest)}  {best:>12}  {tries}{version}{extra}")
    return PASSED


def _chosen(workspace: Workspace, name: str | None, set_name: str | None = None) -> Exercise:
    chosen = name or workspace.exercise_at(Path.cwd()) or workspace.current
    if chosen is None:
        raise UsageError("No exercise has been started here.", "Start one: kata next")
    return library.find_exercise(chosen, set_name)


@click.command()
@click.argument("exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName())
def hint(exercise_name: str | None) -> int:
    """Give one more hint, each more concrete than the last.

    \b
    Example: kata hint naive_conv
    """
    workspace = need_workspace()
    exercise = _chosen(workspace, exercise_name)
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
        out.print(f"{number} of {len(texts)}  {' '.join(text.split())}", soft_wrap=False)
    if shown == len(texts):
        here = set_files.reference_file(exercise) is not None
        more = " Still stuck: kata solution --give-up" if here else ""
        out.print(f"That is every hint.{more}", style="dim")
    return PASSED


@click.command()
@click.argument("exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName())
@click.option("--give-up", is_flag=True, help="Open it without having passed; this is recorded.")
def solution(exercise_name: str | None, give_up: bool) -> int:
    """Show the reference solution of an exercise you have passed.

    \b
    Example: kata solution naive_conv
    """
    workspace = need_workspace()
    exercise = _chosen(workspace, exercise_name)
    file = set_files.reference_file(exercise)
    if file is None:
        raise UsageError(f"The solution of {exercise.id} is not on this machine.")
    standing = workspace.standing(exercise)
    passed = standing.passed and not standing.examples_only
    if not passed and not standing.gave_up:
        if not give_up:
            raise UsageError(
                f"{exercise.id} is not passed yet.",
                "To see the solution all the same: kata solution --give-up (it is recorded)",
            )
        workspace.give_up(exercise)
    click.echo(file.read_text("utf-8"))
    return PASSED


@click.command()
@click.argument("exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName())
def show(exercise_name: str | None) -> int:
    """Show an exercise's statement.

    \b
    Example: kata show naive_conv
    """
    workspace = workspace_here()
    if exercise_name is None and workspace is None:
        raise UsageError("Which exercise?", "Name one: kata show naive_conv")
    if workspace is not None:
        exercise = _chosen(workspace, exercise_name)
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


@click.command()
@click.argument("exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName())
def reset(exercise_name: str | None) -> int:
    """Put the stub back; your file is kept as a backup.

    \b
    Example: kata reset naive_conv
    """
    workspace = need_workspace()
    exercise = _chosen(workspace, exercise_name)
    backup = workspace.reset(exercise)
    kept = f" Yours is kept as {shown_path(backup)}" if backup else ""
    click.echo(f"{exercise.file} is the stub again.{kept}")
    return PASSED


@click.command()
@click.argument("exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName())
def diff(exercise_name: str | None) -> int:
    """Show what a new version changed in an exercise you have; your file stays.

    \b
    Example: kata diff naive_conv
    """
    import difflib

    workspace = need_workspace()
    exercise = _chosen(workspace, exercise_name)
    changes = workspace.changes(exercise)
    if not changes:
        click.echo(f"Nothing of {exercise.id} has changed since you got it.")
        return PASSED
    for name, before, now in changes:
        names = (f"{name} as you got it", f"{name} of version {exercise.set_version}")
        for line in difflib.unified_diff(
            before.splitlines(), now.splitlines(), *names, lineterm=""
        ):
            click.echo(click.style(line, fg={"+": "green", "-": "red"}.get(line[:1])))
    click.echo(f"Bring over by hand what you want, or start anew: kata reset {exercise.name}")
    return PASSED


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> int:
    """Say what this machine can do: Python, torch, CUDA, confinement, cache, sets.

    \b
    Example: kata doctor --json
    """
    from ..doctor import examine
    from ..views.doctor import doctor_lines

    findings = examine()
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(findings)).decode())
    else:
        print_lines(doctor_lines(findings))
    return PASSED if all(f.ok for f in findings if f.needed) else NOT_YET


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the line that turns on tab completion in your shell.

    \b
    Example: kata completion bash >> ~/.bashrc
    """
    lines = {
        "bash": 'eval "$(_KATA_COMPLETE=bash_source kata)"',
        "zsh": 'eval "$(_KATA_COMPLETE=zsh_source kata)"',
        "fish": "_KATA_COMPLETE=fish_source kata | source",
    }
    click.echo(lines[shell])
    return PASSED


COMMANDS: tuple[click.Command, ...] = (
    next_,
    check,
    list_,
    status,
    show,
    hint,
    solution,
    reset,
    diff,
    doctor,
    completion,
)

__all__ = ["COMMANDS", "where"]
