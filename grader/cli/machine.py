"""About this machine: what it can do, and completion for its shell."""

from __future__ import annotations

import sys

import click

from ..errors import NOT_YET, PASSED
from .console import print_json, print_lines, width


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
        print_json(findings)
    else:
        # A script reads lines: where it is piped, a finding is one of them.
        print_lines(doctor_lines(findings, width() if sys.stdout.isatty() else 1000))
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
