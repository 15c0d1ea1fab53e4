"""A word to a person who waits at a terminal. Nothing where the stream is piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .parameters import console

if TYPE_CHECKING:
    from rich.status import Status


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
