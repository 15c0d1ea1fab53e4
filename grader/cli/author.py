"""The author's and instructor's commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from .. import library
from ..errors import NOT_YET, PASSED
from ..model import Exercise, Isolation
from .shared import ExerciseName, console, isolation_option, print_lines

if TYPE_CHECKING:
    from ..grading.verify import Verification


@click.command()
@click.argument("targets", metavar="SET[/EXERCISE]...", nargs=-1, type=ExerciseName())
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--matrix", is_flag=True, help="Show which check catches which wrong variant.")
@click.option("--mutants", is_flag=True, help="Mutate the references too, and list survivors.")
@click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Exercises at a time."
)
@isolation_option
def verify(
    targets: tuple[str, ...],
    as_json: bool,
    matrix: bool,
    mutants: bool,
    jobs: int,
    isolation: Isolation,
) -> int:
    """Prove that checks are good: right answers pass, wrong ones and the stub don't.

    \b
    Example: kata verify convolution
             kata verify convolution/naive_conv --matrix
             kata verify pooling --mutants
    """
    exercises = [e for t in targets or library.set_names() for e in _exercises(t)]
    found: list[Verification] = []
    well = prove(exercises, isolation, mutants, jobs, not as_json, matrix, found.append)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    return PASSED if well else NOT_YET


def prove(
    exercises: Sequence[Exercise],
    isolation: Isolation,
    mutants: bool,
    jobs: int,
    aloud: bool = True,
    matrix: bool = False,
    keep: Callable[[Verification], None] = lambda _: None,
) -> bool:
    """Verifies exercises and prints what is found as it is found. Whether all is well."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from ..grading.verify import verify_all
    from ..views.verification import verification_lines

    well = True
    with Progress(
        TextColumn("verifying"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task("verify", total=len(exercises))
        for result in verify_all(exercises, isolation, mutants, jobs):
            well = well and result.ok
            keep(result)
            progress.advance(task)
            if aloud:
                print_lines(verification_lines(result, matrix))
    return well


def _exercises(target: str) -> tuple[Exercise, ...]:
    """The exercises that `set` or `set/exercise` stands for."""
    if target in library.set_names():
        return library.load_set(target).exercises
    return (library.find_exercise(target),)


COMMANDS: tuple[click.Command, ...] = (verify,)
