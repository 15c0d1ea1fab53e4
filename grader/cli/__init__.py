"""The command line: parse, call, print, exit code. Each command imports what it needs itself, so
that `kata --help`, `kata list` and `kata status` answer at once."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence

import click

from .. import __version__
from ..errors import FAULT, KataError
from ..views.escape import safe
from . import importing, learn, marks, new, refused, sets, verify

GROUPS = {
    "Student": learn.COMMANDS,
    "Set": sets.STUDENT,
    "Author and instructor": (*new.COMMANDS, *importing.COMMANDS, *verify.COMMANDS, *sets.AUTHOR),
}


class _Kata(click.Group):
    """The two groups of commands, and one place where errors become sentences."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in GROUPS.items():
            with formatter.section(f"{title} commands"):
                formatter.write_dl([(c.name or "", c.get_short_help_str(79)) for c in commands])

    def invoke(self, ctx: click.Context) -> object:
        """click would end with 1 where nobody reads what is printed, which is "not yet" here, and
        takes a file that ends too early for a Ctrl-D."""
        try:
            return super().invoke(ctx)
        except (BrokenPipeError, EOFError) as error:
            raise _Unmet(error) from error


class _Unmet(Exception):
    """Carries an exception past click."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


@click.group(
    cls=_Kata,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="kata")
@click.pass_context
def kata(ctx: click.Context) -> None:
    """Learn how convolution works by writing it.

    \b
    kata next     puts the next exercise into this folder
    kata check    grades it and says what is wrong, when, and why
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(learn.where)


for _commands in GROUPS.values():
    for _command in _commands:
        kata.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """The `kata` command, once start.py has begun. Ends the process with the exit code."""
    _prefer_what_is_installed()
    _replace_what_can_not_be_shown()
    try:
        code = _code(arguments)
    except click.exceptions.Abort:
        _say("Stopped. Nothing was lost.")
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KataError as error:
        _say(error.message, error.hint)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _print_no_more()
        sys.exit(141)
    except Exception as error:
        if os.environ.get("KATA_DEBUG"):
            raise
        known = refused.explained(error) if isinstance(error, OSError) else None
        if known is not None:
            _say(known.message, known.hint)
            _print_no_more()
            sys.exit(known.exit_code)
        _say(
            f"kata itself failed: {type(error).__name__}: {error}",
            "This is not your code's fault. KATA_DEBUG=1 shows where it happened.",
        )
        sys.exit(FAULT)
    sys.exit(code if isinstance(code, int) else 0)


def _code(arguments: Sequence[str] | None) -> object:
    try:
        return kata.main(arguments, prog_name="kata", standalone_mode=False)
    except _Unmet as unmet:
        raise unmet.error from None


def _prefer_what_is_installed() -> None:
    """Puts the folders that PYTHONPATH names, and the one that `python -m` was called in, behind
    the installed packages: a numpy.py that lies there is not what checks compare with."""
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    last = [p for p in sys.path if p in (*named, "", os.getcwd())] if refused.is_there() else []
    sys.path[:] = [path for path in sys.path if path not in last] + last


def _print_no_more() -> None:
    """Python would try once more at its end, and say so in words of its own."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _replace_what_can_not_be_shown() -> None:
    """Not every terminal has a ✓, and what it has must not look like a ✗."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=marks.register())


def _say(message: str, hint: str = "") -> None:
    """Both may have a stranger's file's name in them."""
    click.echo(f"{click.style('kata:', fg='red', bold=True)} {safe(message)}", err=True)
    if hint:
        click.echo(f"  {safe(hint)}", err=True)
