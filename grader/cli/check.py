"""`kata check`: a file, graded how, shown how."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from .. import submissions
from ..errors import FAULT, ITS_AUTHORS, NOT_YET, PASSED, CheckFault, SubmissionError, UsageError
from ..model import Exercise, Isolation, Report, Submission
from ..sets import library, set_files
from ..views.escape import safe
from .console import Waiting, print_lines, shown_path, width
from .here import named
from .parameters import ExerciseName, isolation_option, set_option, was_typed
from .target import what_to_check, workspace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.text import Text

    from ..grade import Options
    from ..student.workspace import Workspace


# Between things that can be done next.
POINT = "   ·   "
# How often a watched file is looked at, in seconds, and after how many looks it is gone.
_LOOKS_EVERY = 0.2
_GONE_AFTER = 5


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
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    help="Draw them from this number: the same ones each time it is given.",
)
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "pretend"]),
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
    seed: int | None,
    device: str,
    isolation: Isolation,
) -> int:
    """Grade your work on an EXERCISE, or any FILE; with no argument, the current exercise.

    \b
    Example: kata check
             kata check my_conv.py --exercise convolution/naive_conv --json
    Exit code: 0 passed, 1 not yet, 2 a mistake in the call or the file, 3 the grader's own fault.
    """
    if fresh and seed is not None:
        said = "--fresh draws from a number that nobody knows, --seed from yours."
        raise UsageError(said, "Give one of them.")
    of_others = isolation == "confined" and was_typed("isolation")
    workspace = workspace_of(target, exercise_name if of_others else None)
    exercise, file = what_to_check(workspace, target, exercise_name, set_name)
    if of_others:
        library.require_nothing_hidden(exercise.set_name)
    read = partial(submissions.read, file, follow=not of_others)
    submission = read()
    from ..grade import Options, open_grader

    options = Options(
        isolation=isolation,
        device=device,
        fresh=fresh,
        seed=seed,
        thorough=every,
        explain=exercise.feedback in ("full", "counterexample"),  # else nothing of it is shown
    )
    _said_for_examples(exercise, options)
    grader = open_grader(exercise, options)
    waiting = Waiting()
    grader.tell, grader.asks = waiting.tell, waiting.later
    on_terminal = sys.stdout.isatty() and not as_json
    if on_terminal:
        grader.judged = lambda report: waiting.know(_verdict(report))

    def graded(submission: Submission) -> int:
        report = _with_notes(grader.grade(submission), exercise, file)
        return _code(_graded(report, exercise, workspace, as_json, every, file))

    with _no_fault_of_yours(exercise), waiting, grader:
        code = graded(submission)
        shown = shown_path(file, workspace.root if workspace is not None else None)
        return _watch(shown, read, submission, graded, on_terminal) if watch else code


@contextmanager
def _no_fault_of_yours(exercise: Exercise) -> Iterator[None]:
    """Where a hidden check can't be run, says so to whoever handed a file in."""
    try:
        yield
    except CheckFault as fault:
        more = f" {fault.hint}" if fault.hint else ""
        fault.hint = (
            "This is not your code's fault: the exercise has to be mended. Tell whoever made it; "
            f"kata verify {exercise.id} shows it to them.{more}"
        )
        raise


def _said_for_examples(exercise: Exercise, options: Options) -> None:
    """That an option means nothing where the hidden checks are elsewhere."""
    without = set_files.checks_file(exercise) is None
    if without and (options.fresh or options.seed is not None or options.device != "auto"):
        said = "--fresh, --seed and --device mean hidden checks; the public examples go without."
        click.echo(click.style(f"kata: {said}", fg="yellow"), err=True)


def _graded(
    report: Report,
    exercise: Exercise,
    workspace: Workspace | None,
    as_json: bool,
    every: bool,
    file: Path,
) -> Report:
    """Prints as much of a report as a student may see, and keeps that in the workspace the file
    belongs to."""
    report = _for_student(report)
    mine = workspace is not None and workspace.exercise_at(file) == report.exercise
    of = workspace if mine else None
    # Neither may cost the other: a workspace's disk may be full, and so may the one that is
    # printed to.
    try:
        if as_json:
            from ..views.json import to_json

            click.echo(to_json(report))
        else:
            _print(report, every, _next_step(report, exercise, of, every, file))
    finally:
        if of is not None:
            from ..student.earlier import graded_by

            of.record(report, graded_by(exercise, report.graded_with))
    return report


def _with_notes(report: Report, exercise: Exercise, file: Path) -> Report:
    """Says where a module beside the file is another one than the exercise provides."""
    changed = [
        name
        for name, text in set_files.provided(exercise).items()
        if (there := _text(file.with_name(name), len(text) + 1)) is not None and there != text
    ]
    notes = tuple(
        f"{name} in this folder isn't as it was given, and was not used: the exercise's own was."
        f" To have that back, rename yours, then kata next {exercise.name}"
        for name in changed
    )
    return replace(report, notes=(*report.notes, *notes)) if notes else report


def _text(path: Path, most: int) -> str | None:
    """A plain file's first signs, with line ends as everywhere; None for anything else."""
    try:
        if not path.is_file():
            return None
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(most)
    except OSError:
        return None


def _verdict(report: Report) -> Iterator[Text]:
    """What stands above the explanation, for whoever waits for that."""
    from ..views.terminal import verdict_lines

    return verdict_lines(_for_student(report), width())


def _for_student(report: Report) -> Report:
    if report.feedback == "full":
        return report
    from ..views import redact

    return redact.for_student(report)


def _print(report: Report, every: bool, next_step: str) -> None:
    from ..views.terminal import report_lines

    print_lines(report_lines(report, width(), every))
    click.echo()
    for line in _in_lines(safe(next_step), width() - 2):
        click.echo(f"  {line}")


def _in_lines(said: str, room: int) -> Iterator[str]:
    """What is separated by points goes on the next line whole where it doesn't fit."""
    line = ""
    for part in said.split(POINT):
        if line and len(line) + len(POINT) + len(part) > room:
            yield from wrap(line, room)
            line = ""
        line += POINT + part if line else part
    yield from wrap(line, room)


def _next_step(
    report: Report, exercise: Exercise, workspace: Workspace | None, every: bool, file: Path
) -> str:
    """What to type next. workspace: the one that the file is in, as work on its exercise."""
    by_examples = report.graded_with == "examples"
    name = named(workspace, exercise) if workspace is not None else ""
    if report.verdict == "passed":
        if workspace is None:
            return "All of them pass." if by_examples else "Passed."
        # Without the private half there is no solution to be seen either.
        another = "" if by_examples else f"{POINT}see another way: kata solution{name}"
        return f"Next: kata next{another}"
    if report.verdict == "grader_error":
        if (report.message or "").endswith(ITS_AUTHORS):
            return "Nothing was graded."
        return "Nothing was graded. Run it again; if it stays: kata doctor"
    shown = shown_path(file, workspace.root) if workspace is not None else file.name
    is_its_own = workspace is not None and file.name == exercise.file
    again = f"kata check{name}" if is_its_own else "check again"
    detailed = sum(
        c.counterexample is not None or (by_examples and c.status not in ("passed", "skipped"))
        for c in report.checks
    )
    hidden = detailed > 1 and not every and report.message is None
    more = f"{POINT}all failed {report.graded_with}: --all" if hidden else ""
    hint = f"{POINT}stuck? kata hint{name}" if workspace is not None else ""
    return f"Next: fix {shown}, then {again}{hint}{more}"


def _code(report: Report) -> int:
    if report.verdict == "grader_error":
        return FAULT
    return PASSED if report.verdict == "passed" else NOT_YET


def _watch(
    shown: str,
    read: Callable[[], Submission],
    last: Submission,
    graded: Callable[[Submission], int],
    clears: bool,
) -> int:
    """Grades each new version of the file until Ctrl-C, on a cleared screen if it is one."""
    import time

    watching = f"\n  Watching {shown}. Ctrl-C ends."
    click.echo(watching, err=True)
    code, missed = NOT_YET, 0
    try:
        while True:
            time.sleep(_LOOKS_EVERY)
            try:
                submission = read()
            except SubmissionError as problem:
                missed += 1
                if missed == _GONE_AFTER:  # an editor may replace the file in two steps
                    click.echo(f"\n  {problem} Still watching.", err=True)
                continue
            if submission.sha256 != last.sha256 or missed >= _GONE_AFTER:
                last = submission
                if clears:
                    click.clear()
                code = graded(submission)
                click.echo(watching, err=True)
            missed = 0
    except KeyboardInterrupt:
        click.echo(err=True)  # the terminal wrote ^C where the next prompt would stand
        return code
