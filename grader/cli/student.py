"""The student's commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import library
from ..errors import NOT_YET, PASSED, SubmissionError, UsageError
from ..model import Exercise, ExerciseSet, Report, Submission
from .shared import (
    ExerciseName,
    SetName,
    console,
    isolation_option,
    print_lines,
    shown_path,
    width,
)

if TYPE_CHECKING:
    from ..workspace import Workspace

set_option = click.option("--set", "set_name", type=SetName(), help="Only this set.")
DEFAULT_SET = "convolution"


def _workspace() -> Workspace | None:
    from ..workspace import Workspace

    found = Workspace.find(Path.cwd())
    if found is not None:
        for problem in found.problems:
            click.echo(click.style(f"kata: {problem}", fg="yellow"), err=True)
    return found


def _need_workspace() -> Workspace:
    found = _workspace()
    if found is None:
        raise UsageError("This folder is not a kata workspace.", "Start one here: kata next")
    return found


@click.command("where", hidden=True)
def where() -> int:
    """Where you are, and what to do next."""
    workspace = _workspace()
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
    else:
        click.echo("  Next          kata next")
    return PASSED


@click.command("next")
@set_option
def next_(set_name: str | None) -> int:
    """Put the next unsolved exercise into this folder.

    \b
    Example: kata next --set convolution
    Never overwrites a file of yours.
    """
    from ..workspace import Workspace

    exercises = [
        e
        for s in ([library.load_set(set_name)] if set_name else _sets_in_order())
        for e in s.exercises
    ]
    workspace = Workspace.open_or_create(Path.cwd())
    standings = workspace.standings()
    passed = {e.id for e in exercises if e.id in standings and standings[e.id].passed}
    unsolved = [e for e in exercises if e.id not in passed]
    if not unsolved:
        click.echo(f"All {len(exercises)} exercises are passed. Well done.")
        click.echo("  Look back: kata solution EXERCISE   ·   kata status")
        return PASSED
    exercise = unsolved[0]
    fetched = workspace.fetch(exercise)
    workspace.current = exercise.id
    _tell_exercise(exercise, fetched.folder, bool(fetched.created), exercises, passed)
    return PASSED


def _sets_in_order() -> list[ExerciseSet]:
    """The lesson's own set first, then the others by name."""
    return sorted(library.load_sets(), key=lambda s: (s.name != DEFAULT_SET, s.name))


def _tell_exercise(
    exercise: Exercise, folder: Path, new: bool, exercises: list[Exercise], passed: set[str]
) -> None:
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


@click.command()
@click.argument("target", required=False, type=ExerciseName())
@click.option(
    "--exercise", "exercise_name", type=ExerciseName(), help="What the file is graded as."
)
@set_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--all", "every", is_flag=True, help="Details of every failed check.")
@click.option("--watch", is_flag=True, help="Grade again each time the file is saved.")
@click.option("--fresh", is_flag=True, help="Draw new cases instead of the recorded ones.")
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "meta"]),
    default="auto",
    show_default=True,
    help="Where checks that take a device run.",
)
@isolation_option
def check(
    target: str | None,
    exercise_name: str | None,
    set_name: str | None,
    as_json: bool,
    every: bool,
    watch: bool,
    fresh: bool,
    device: str,
    isolation: str,
) -> int:
    """Grade your work on an EXERCISE, or any FILE; with no argument, the current exercise.

    \b
    Example: kata check
             kata check my_conv.py --exercise convolution/naive_conv --json
    Exit code: 0 passed, 1 not yet, 2 a mistake in the call or the file, 3 the grader's own fault.
    """
    workspace = _workspace()
    exercise, file = _what_to_check(workspace, target, exercise_name, set_name)
    submission = library.read_submission(file)
    from ..grading.session import Options, Session

    options = Options(
        isolation="process" if isolation == "process" else "confined",
        device=device,
        fresh=fresh,
        thorough=every,
    )
    with Session(exercise, options) as session:
        report = _graded(session.grade(submission), workspace, as_json, every, file)
        if not watch:
            return _code(report)
        return _watch(session, file, workspace, as_json, every, submission)


def _what_to_check(
    workspace: Workspace | None, target: str | None, exercise_name: str | None, set_name: str | None
) -> tuple[Exercise, Path]:
    """The exercise and the file that the arguments name, or that the workspace is on."""
    if target is not None and (target.endswith(".py") or Path(target).is_file()):
        path = Path(target)
        if not path.exists():
            raise SubmissionError(f"There is no file {target!r}.")
        known = exercise_name or (workspace.exercise_at(path) if workspace else None)
        if known is None:
            raise UsageError(
                f"Which exercise is {target!r} for?",
                f"Say it: kata check {target} --exercise {DEFAULT_SET}/{path.stem}",
            )
        return library.find_exercise(known, set_name), path
    name = target or exercise_name
    if workspace is None:
        if name is not None:
            library.find_exercise(name, set_name)  # a typo is the nearer mistake
        raise UsageError(
            "This folder is not a kata workspace.",
            "Start one: kata next   ·   or grade a file: kata check FILE --exercise SET/NAME",
        )
    if name is None:
        name = workspace.exercise_at(Path.cwd()) or workspace.current
    if name is None:
        raise UsageError("No exercise has been started here.", "Start one: kata next")
    exercise = library.find_exercise(name, set_name)
    return exercise, workspace.folder_of(exercise) / exercise.file


def _graded(
    report: Report, workspace: Workspace | None, as_json: bool, every: bool, file: Path
) -> Report:
    """Prints a report and keeps it in the workspace the file belongs to."""
    mine = workspace is not None and workspace.exercise_at(file) == report.exercise
    if mine and workspace is not None:
        workspace.record(report)
    if as_json:
        from ..views.json import to_json

        click.echo(to_json(report))
        return report
    from ..views.terminal import report_lines

    click.echo()
    print_lines(report_lines(report, width(), every))
    click.echo()
    click.echo(f"  {_next_step(report, file, mine, every)}")
    return report


def _next_step(report: Report, file: Path, mine: bool, every: bool) -> str:
    if report.verdict == "passed":
        return "Next: kata next   ·   see another way: kata solution" if mine else "Passed."
    if report.verdict == "grader_error":
        return "Nothing was graded. Run it again; if it stays: kata doctor"
    again = "kata check" if mine else "check again"
    hidden = sum(c.counterexample is not None for c in report.checks) > 1 and not every
    more = "   ·   all failed checks: --all" if hidden else ""
    hint = "   ·   stuck? kata hint" if mine else ""
    return f"Next: fix {file.name}, then {again}{hint}{more}"


def _code(report: Report) -> int:
    if report.verdict == "grader_error":
        return 3
    return PASSED if report.verdict == "passed" else NOT_YET


def _watch(
    session: object,
    file: Path,
    workspace: Workspace | None,
    as_json: bool,
    every: bool,
    last: Submission,
) -> int:
    """Grades each new version of the file until Ctrl-C."""
    import time

    from ..grading.session import Session

    assert isinstance(session, Session)
    click.echo(f"\n  Watching {shown_path(file)}. Ctrl-C ends.", err=True)
    code = NOT_YET
    try:
        while True:
            time.sleep(0.2)
            try:
                submission = library.read_submission(file)
            except SubmissionError:
                continue  # an editor may replace the file in two steps
            if submission.sha256 != last.sha256:
                last = submission
                if sys.stdout.isatty() and not as_json:
                    click.clear()
                code = _code(_graded(session.grade(submission), workspace, as_json, every, file))
    except KeyboardInterrupt:
        return code


@click.command("list")
@set_option
def list_(set_name: str | None) -> int:
    """List the exercises of every set, with what you have passed.

    \b
    Example: kata list --set convolution
    """
    workspace = _workspace()
    standings = workspace.standings() if workspace else {}
    current = workspace.current if workspace else None
    for each in [library.load_set(set_name)] if set_name else _sets_in_order():
        click.echo(f"{each.name} {each.version}: {each.title}")
        longest = max(len(e.name) for e in each.exercises)
        for exercise in each.exercises:
            standing = standings.get(exercise.id)
            sign = "✓" if standing and standing.passed else "→" if exercise.id == current else " "
            line = f"  {sign} {exercise.name.ljust(longest)}  {exercise.difficulty.ljust(6)}"
            click.echo(f"{line}  {exercise.title}")
    return PASSED


@click.command()
def status() -> int:
    """Show how far you are, exercise by exercise.

    \b
    Example: kata status
    """
    workspace = _need_workspace()
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
        best = f"{standing.best_score or 0:g}/{standing.max_score or 0:g} points"
        tries = f"{standing.attempts} attempt{'s' * (standing.attempts != 1)}"
        extra = "  solution seen" if standing.gave_up else ""
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
    workspace = _need_workspace()
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
        out.print("That is every hint. Still stuck: kata solution --give-up", style="dim")
    return PASSED


@click.command()
@click.argument("exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName())
@click.option("--give-up", is_flag=True, help="Open it without having passed; this is recorded.")
def solution(exercise_name: str | None, give_up: bool) -> int:
    """Show the reference solution of an exercise you have passed.

    \b
    Example: kata solution naive_conv
    """
    workspace = _need_workspace()
    exercise = _chosen(workspace, exercise_name)
    file = library.reference_file(exercise)
    if file is None:
        raise UsageError(f"The solution of {exercise.id} is not on this machine.")
    if not workspace.standing(exercise).passed and not workspace.gave_up(exercise):
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
    workspace = _workspace()
    if exercise_name is None and workspace is None:
        raise UsageError("Which exercise?", "Name one: kata show naive_conv")
    if workspace is not None:
        exercise = _chosen(workspace, exercise_name)
    else:
        exercise = library.find_exercise(exercise_name or "")
    text = library.statement(exercise)
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
    workspace = _need_workspace()
    exercise = _chosen(workspace, exercise_name)
    backup = workspace.reset(exercise)
    kept = f" Yours is kept as {shown_path(backup)}" if backup else ""
    click.echo(f"{exercise.file} is the stub again.{kept}")
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
    doctor,
    completion,
)

__all__ = ["COMMANDS", "where"]
