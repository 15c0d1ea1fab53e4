"""The command that imports what an instructor already has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import PASSED
from .console import shown_path

if TYPE_CHECKING:
    from ..import_tests.importer import Adopted

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("import")
@click.argument("folder", type=_FOLDER)
@click.argument("target", metavar="SET/NAME")
@click.option("--stub", type=_FILE, help="The file that students complete.")
@click.option("--solution", type=_FILE, help="The file that is right.")
@click.option("--tests", type=_FILE, multiple=True, help="A file of tests; may be repeated.")
@click.option(
    "--provided",
    type=_FILE,
    multiple=True,
    help="A module that students get beside their file; may be repeated.",
)
@click.option("--module", metavar="NAME", help="The module that the tests import.")
@click.option(
    "--to",
    "root",
    type=_FOLDER,
    default=Path(),
    help="The folder to write exercises/ and solutions/ to. [default: this one]",
)
def import_(
    folder: Path,
    target: str,
    stub: Path | None,
    solution: Path | None,
    tests: tuple[Path, ...],
    provided: tuple[Path, ...],
    module: str | None,
    root: Path,
) -> int:
    """Make an exercise of a stub, a solution and plain tests.

    Tests that only exchange calls and values with the student's code are taken as they are. Each
    other one is named with its line.

    \b
    Example: kata import homework3/ vision/box_blur
             kata import hw/ vision/blur --solution hw/answers/blur.py
    """
    from ..import_tests.find_files import find_sources, said_of
    from ..import_tests.importer import adopt

    paths = [path.resolve() for path in tests]
    sources = find_sources(
        folder.resolve(),
        stub.resolve() if stub else None,
        solution.resolve() if solution else None,
        paths,
        module,
        [path.resolve() for path in provided],
    )
    for line in said_of(sources):
        click.echo(f"  {line}")
    _report(adopt(sources, target, root.resolve()))
    return PASSED


def _report(adopted: Adopted) -> None:
    tests = {name.partition("[")[0] for name in adopted.checks}
    cases = f" ({len(adopted.checks)} cases)" if len(adopted.checks) != len(tests) else ""
    click.echo(f"\n{adopted.exercise}: {_count(len(tests), 'test')} imported{cases}")
    if adopted.named:
        click.echo(f"{_count(len(adopted.named), 'test')} not imported:\n")
        for one in adopted.named:
            click.echo(f"  {one.file.name}:{one.line}  {one.test}")
            click.echo(f"    {one.source}" if one.source else "")
            click.echo(f"    It {one.why}.")
        click.echo(f"\nThey are kept in {shown_path(adopted.private / 'not_imported.py')}")
    click.echo(f"\nPublic example: {adopted.example or 'only an import: add some'}")
    click.echo(
        f"wrong/ is empty: put known mistakes into {shown_path(adopted.private / 'wrong')}/,"
    )
    click.echo("a file each, with a first line for the student who makes it.")
    click.echo(f"Next: kata verify {adopted.exercise} says which checks catch none of them.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


COMMANDS: tuple[click.Command, ...] = (import_,)
