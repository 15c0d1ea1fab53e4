"""What stands on a terminal: lines, paths, a word to who waits. Plain text where it is piped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status


def console(stderr: bool = False) -> Console:
    """A console that writes plain text where it is piped."""
    from rich.console import Console

    # Some terminals say that they have no columns; on none, rich shows no word.
    width = 80 if os.environ.get("COLUMNS") == "0" else None
    return Console(
        stderr=stderr, width=width, highlight=False, markup=False, emoji=False, soft_wrap=True
    )


def print_lines(lines: Any) -> None:
    out = console()
    for line in lines:
        out.print(line)


def width() -> int:
    return max(min(console().width, 110), 60)


def shown_path(path: Path) -> str:
    """A path as a person in this folder would type it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


@contextmanager
def waiting() -> Iterator[Callable[[str], None]]:
    """Gives a function to tell what is going on now, or with "" that it is over.

    What it says stands on the error stream and is wiped away afterwards.
    """
    shown: list[Status] = []

    def tell(said: str) -> None:
        if said and shown:
            shown[0].update(said)
        elif said and sys.stderr.isatty():
            shown.append(console(stderr=True).status(said))
            shown[0].start()
        elif shown:
            shown.pop().stop()

    try:
        yield tell
    finally:
        tell("")
