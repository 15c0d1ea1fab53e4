"""The author's and instructor's commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ..errors import NOT_YET, PASSED, KataError, UsageError
from ..model import Exercise, Isolation
from ..sets import library
from .console import Tried, console, print_json, print_lines
from .parameters import isolation_option, jobs_option, targets_argument

if TYPE_CHECKING:
    from ..prove.verify import Verification


@click.command()
@targets_argument
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--matrix", is_flag=True, help="Show which check catches which wrong variant.")
@click.option("--mutants", is_flag=True, help="Mutate the references too, and list survivors.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="Exercises at a time; with --mutants, mutants at a time.",
)
@click.option("--watch", is_flag=True, help="Verify again each time a file of theirs is saved.")
@isolation_option
def verify(
    targets: tuple[str, ...],
    as_json: bool,
    matrix: bool,
    mutants: bool,
    jobs: int,
    watch: bool,
    isolation: Isolation,
) -> int:
    """Prove that checks are good: right answers pass, wrong ones and the stub don't.

    Without a name: the sets of this folder, or all where it has none.

    \b
    Example: kata verify convolution
             kata verify convolution/naive_conv --matrix
             kata verify pooling --mutants
    """
    wanted = targets or library.sets_here() or library.set_names()
    if watch and as_json:
        raise UsageError("--watch is for a person, --json for a program.", "Take one of them.")

    def once() -> int:
        exercises = [e for target in wanted for e in _exercises(target)]
        found: list[Verification] = []
        well = prove(exercises, isolation, mutants, jobs, not as_json, matrix, found.append)
        if as_json:
            print_json(found)
        elif not exercises:
            click.echo(f"There is nothing to verify yet: kata new exercise {wanted[0]}/NAME")
        return PASSED if well else NOT_YET

    return _again_and_again(once, wanted) if watch else once()


def _again_and_again(once: Callable[[], int], targets: Sequence[str]) -> int:
    """Verifies after every change to a file of these exercises, until Ctrl-C."""
    import time

    code, seen = NOT_YET, None
    try:
        while True:
            now = _saved(targets)
            if now != seen:
                seen = now
                library.load_set.cache_clear()
                click.clear()
                try:
                    code = once()
                except KataError as error:
                    click.echo(f"{error.message}\n  {error.hint}", err=True)
                click.echo("Watching. Ctrl-C ends.", err=True)
            time.sleep(0.3)
    except KeyboardInterrupt:
        return code


def _saved(targets: Sequence[str]) -> dict[str, int]:
    """When each file of the targets' sets was last saved."""
    found: dict[str, int] = {}
    for name in {target.partition("/")[0] for target in targets}:
        place = library.place_of(name)
        for half in (place.public, place.private):
            for path in (half / name).rglob("*") if half is not None else ():
                with suppress(OSError):
                    if path.suffix != ".pyc" and path.is_file():
                        found[str(path)] = path.stat().st_mtime_ns
    return found


def prove(
    exercises: Sequence[Exercise],
    isolation: Isolation,
    mutants: bool,
    jobs: int,
    aloud: bool = True,
    matrix: bool = False,
    keep: Callable[[Verification], None] = lambda _: None,
    ships: bool = False,
) -> bool:
    """Verifies exercises and prints what is found as it is found. Whether all is well. ships:
    writes what is shipped of them where there is none yet."""
    from rich.console import Group
    from rich.live import Live
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from ..prove.verify import verify_all
    from ..views.verification import slow_lines, verification_lines

    out, tried, found = console(stderr=True), Tried(), []
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    progress = Progress(*columns, console=out, auto_refresh=False)
    task = progress.add_task("verifying", total=len(exercises))
    mutated = progress.add_task("mutants", visible=False)

    def tell(exercise: str, done: int, total: int) -> None:
        said = f"mutants of {exercise}"
        progress.update(mutated, description=said, completed=done, total=total, visible=True)

    with Live(Group(progress, tried), console=out, transient=True) as live:
        for result in verify_all(exercises, isolation, mutants, jobs, tell, ships, tried.say):
            progress.update(mutated, visible=False)
            found.append(result)
            keep(result)
            progress.advance(task)
            if aloud:
                print_lines(verification_lines(result, matrix), above=live.console)
    if aloud:
        print_lines(slow_lines(found))
    return all(result.ok for result in found)


def _exercises(target: str) -> tuple[Exercise, ...]:
    """The exercises that `set` or `set/exercise` stands for."""
    if target in library.set_names():
        return library.load_set(target).exercises
    return (library.find_exercise(target),)


@click.command()
@targets_argument
@jobs_option
@isolation_option
def record(targets: tuple[str, ...], jobs: int, isolation: Isolation) -> int:
    """Work out for everybody what each student's machine would have to.

    \b
    Example: kata record convolution
             kata record convolution/naive_conv
    Draws the cases anew and writes recorded.bin beside the checks: the cases, the reference's
    answers and those of every known mistake. kata verify renews one that is out of date.
    """
    from ..prove.record import record_all

    exercises = [e for target in targets or library.set_names() for e in _exercises(target)]
    well, total = True, 0
    for written in record_all(exercises, isolation, jobs):
        well = well and not written.problem
        total += written.size
        mark, said = ("✗", written.problem) if written.problem else ("✓", _kib(written.size))
        click.echo(f"{mark} {written.exercise}   {said}")
    click.echo(f"{len(exercises)} exercises, {_kib(total)}.")
    return PASSED if well else NOT_YET


def _kib(size: int) -> str:
    return f"{-(-size // 1024)} KiB"


COMMANDS: tuple[click.Command, ...] = (verify, record)
