"""The author's and instructor's commands."""

from __future__ import annotations

import click

from .. import library
from ..errors import NOT_YET, PASSED, KataError
from ..model import Exercise
from .shared import ExerciseName, console, isolation_option, print_lines


@click.command()
@click.argument("targets", metavar="SET[/EXERCISE]...", nargs=-1, type=ExerciseName())
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--matrix", is_flag=True, help="Show which check catches which wrong variant.")
@isolation_option
def verify(targets: tuple[str, ...], as_json: bool, matrix: bool, isolation: str) -> int:
    """Prove that checks are good: right answers pass, wrong ones and the stub don't.

    \b
    Example: kata verify convolution
             kata verify convolution/naive_conv --matrix
    """
    from rich.progress import BarColumn, Progress, TextColumn

    from ..grading.verify import verify as verify_exercise
    from ..views.verification import verification_lines

    exercises = [e for t in targets or library.set_names() for e in _exercises(t)]
    found = []
    failed = 0
    with Progress(
        TextColumn("{task.description}"), BarColumn(), console=console(stderr=True), transient=True
    ) as progress:
        task = progress.add_task("verify", total=len(exercises))
        for exercise in exercises:

            def tell(what: str, name: str = exercise.id) -> None:
                progress.update(task, description=f"{name}  {what}"[:60].ljust(60))

            try:
                result = verify_exercise(
                    exercise, "process" if isolation == "process" else "confined", tell
                )
            except KataError as error:
                failed += 1
                progress.console.print(f"✗ {exercise.id}   {error.message}", style="red")
                continue
            finally:
                progress.advance(task)
            found.append(result)
            if not as_json:
                print_lines(verification_lines(result, matrix))
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    return PASSED if not failed and all(v.ok for v in found) else NOT_YET


def _exercises(target: str) -> tuple[Exercise, ...]:
    """The exercises that `set` or `set/exercise` stands for."""
    if target in library.set_names():
        return library.load_set(target).exercises
    return (library.find_exercise(target),)


COMMANDS: tuple[click.Command, ...] = (verify,)
