"""`kata new`: sets and exercises that are well from the first minute."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from pathlib import Path

import click

from ..errors import PASSED, UsageError
from ..sets import library, scaffold
from .console import shown_path


@click.group()
def new() -> None:
    """Start a set, or an exercise in one.

    \b
    Example: kata new set signals
             kata new exercise signals/dilated_conv2d
    kata verify finds nothing wrong with either.
    """


def _asked(given: str | None, question: str, default: str) -> str:
    """What was given, or is answered at the terminal; the default where nobody is there."""
    if given is not None:
        return given
    if not _is_terminal():
        return default
    answer: str = click.prompt(question, default=default)
    return answer


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _in_words(name: str) -> str:
    return name.replace("_", " ").capitalize()


@new.command("set")
@click.argument("name")
@click.option("--title", help="What students read above its exercises.")
@click.option("--licence", help="Such as MIT or CC-BY-4.0.")
@click.option(
    "--to",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that gets exercises/ and solutions/; this one unless told.",
)
def set_(name: str, title: str | None, licence: str | None, root: Path) -> int:
    """Start an empty set.

    \b
    Example: kata new set signals --title "Signals" --licence MIT
    """
    title = _asked(title, "Title", _in_words(name))
    licence = _asked(licence, "Licence", "CC-BY-4.0")
    manifest = scaffold.new_set(name, root, title, licence)
    click.echo(f"{shown_path(manifest.absolute())} is the set's manifest.")
    inside = "" if root == Path() else f"   (in {root})"
    click.echo(f"  Next: kata new exercise {name}/NAME{inside}")
    return PASSED


@new.command("exercise")
@click.argument("exercise_id", metavar="SET/NAME")
@click.option("--title", help="What students read above it.")
@click.option("--difficulty", type=click.Choice(library.DIFFICULTIES), default="easy")
@click.option(
    "--kind",
    type=click.Choice(scaffold.KINDS),
    default="function",
    help="What is graded; each is a small whole example, explained below. [default: function]",
)
@click.option("--bare", is_flag=True, help="Leave the sample out: the parts alone.")
@click.option(
    "--to",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that the set is in, where that is not this one.",
)
def exercise(
    exercise_id: str,
    title: str | None,
    difficulty: str,
    kind: str,
    bare: bool,
    root: Path | None,
) -> int:
    """Start an exercise: a small working one with every part, to put your own into.

    \b
    Example: kata new exercise signals/dilated_conv2d --difficulty medium
             kata new exercise words/anagrams --kind text

    \b
    --kind function   a function of NumPy arrays
           class      a class, whose objects are used step by step
           text       a function of texts
           program    a file that is run: it reads, prints and ends
           table      lists of dicts: rows, as they come out of a CSV file
           frame      pandas data frames (pandas joins the set's requirements)
           file       a function that reads and writes files
           random     a function that draws random numbers
    """
    if root is not None:
        os.environ["KATA_PATH"] = str(root.absolute())
    set_name, _, name = exercise_id.partition("/")
    if not name:
        raise UsageError(f"{exercise_id!r} names no exercise.", "Such as: signals/dilated_conv2d")
    title = _asked(title, "Title", _in_words(name))
    names = library.set_names()
    if set_name not in names and not get_close_matches(set_name, names):
        raise UsageError(f"There is no set {set_name} yet.", f"Start it: kata new set {set_name}")
    public, private = scaffold.new_exercise(set_name, name, title, difficulty, kind, bare)
    click.echo(f"  {shown_path(public)}    what students get")
    click.echo(f"  {shown_path(private)}    the reference, the hidden checks, right and wrong ways")
    click.echo(f"  Next: put your own into it, then: kata verify {exercise_id} --watch")
    return PASSED


COMMANDS: tuple[click.Command, ...] = (new,)
