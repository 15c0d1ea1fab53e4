"""Arguments and options that several commands take, completed by the shell."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from ..errors import KataError
from ..sets import library

if TYPE_CHECKING:
    _NameType = click.ParamType[str]
else:
    _NameType = click.ParamType  # generic for type checkers alone, in all but the newest versions

DEFAULT_SET = "convolution"


def _completed(names: Iterable[str], incomplete: str) -> Any:
    """Those that begin with what was typed, as they are typed: bash, unlike others, quotes none."""
    is_bash = os.environ.get("_KATA_COMPLETE", "").startswith("bash")
    return [
        click.shell_completion.CompletionItem(re.sub(r"([^\w/.-])", r"\\\1", n) if is_bash else n)
        for n in names
        if n.startswith(incomplete)
    ]


class ExerciseName(_NameType):
    """An exercise's name or set/name, completed by the shell."""

    name = "exercise"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        try:
            sets = library.load_sets()
        except KataError:
            return []
        names = [n for s in sets for e in s.exercises for n in (e.name, e.id)]
        return _completed(names, incomplete)


class SetName(_NameType):
    """A set's name, completed by the shell."""

    name = "set"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        names = library.set_names()
        return _completed(names, incomplete)


def _strongest(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    from ..grade import strongest_isolation

    return value or strongest_isolation()


def was_typed(option: str) -> bool:
    """Whether an option of this command stands in the command line, also as what it would be."""
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.COMMANDLINE


isolation_option = click.option(
    "--isolation",
    type=click.Choice(["confined", "process"]),
    callback=_strongest,
    help="How the submission is kept from the rest of the machine; the strongest there is.",
)


set_option = click.option("--set", "set_name", type=SetName(), help="Only this set.")

exercise_argument = click.argument(
    "exercise_name", metavar="[EXERCISE]", required=False, type=ExerciseName()
)

targets_argument = click.argument(
    "targets", metavar="SET[/EXERCISE]...", nargs=-1, type=ExerciseName()
)

jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Exercises at a time."
)
