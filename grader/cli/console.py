"""What stands on a terminal: lines, paths, a word to who waits. Plain text where it is piped."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..views.escape import safe

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live
    from rich.text import Text


# After which whoever waits is told what for.
PATIENCE_S = 1.5


def console(stderr: bool = False) -> Console:
    """A console that writes plain text where it is piped."""
    from rich.console import Console

    class Ours(Console):
        def on_broken_pipe(self) -> None:
            raise  # rich would end with 1, which is "not yet" here

    # Some terminals say that they have no columns; on none, rich shows no word.
    width = 80 if os.environ.get("COLUMNS") == "0" else None
    return Ours(
        stderr=stderr, width=width, highlight=False, markup=False, emoji=False, soft_wrap=True
    )


def print_lines(lines: Any, above: Console | None = None) -> None:
    """above: the console of a live display, which wipes away what another writes into it."""
    shared = above is not None and sys.stdout.isatty() and above.file.isatty()
    out = above if above is not None and shared else console()
    for line in lines:
        out.print(line)


def print_json(data: Any) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(data)).decode())


def width() -> int:
    return max(min(console().width, 110), 40)


def shown_path(path: Path, root: Path | None = None) -> str:
    """A path as a person in this folder would type it. root: of the workspace that it lies in, all
    of which is near to who is somewhere in it."""
    here = Path.cwd()
    if path.is_relative_to(here):
        return safe(str(path.relative_to(here)))
    if root is not None and here.is_relative_to(root) and path.is_relative_to(root):
        return safe(os.path.relpath(path, here))
    return safe(str(path))


class Tried:
    """What is tried now, a line for each exercise, and for how long. Part of a live display."""

    def __init__(self) -> None:
        self._now: dict[str, tuple[str, float]] = {}

    def say(self, exercise: str, said: str) -> None:
        self._now.pop(exercise, None)
        if said:
            self._now[exercise] = said, time.monotonic()

    def __rich__(self) -> Text:
        from rich.text import Text

        # A copy: another thread draws it.
        lines = [
            f"  {exercise}: {said}, {time.monotonic() - since:.0f} s"
            for exercise, (said, since) in sorted(self._now.copy().items())
        ]
        return Text("\n".join(lines), style="dim", no_wrap=True, overflow="ellipsis")


class Waiting:
    """Says what is going on to who waits. All of it stands on the error stream, where that is a
    terminal, and is wiped away afterwards."""

    def __init__(self) -> None:
        self._live: Live | None = None
        self._known: tuple[RenderableType, ...] = ()
        self._said = ""
        # The timer's thread tells, too.
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None
        self._later = ""
        self._is_late = False

    def __enter__(self) -> Waiting:
        return self

    def __exit__(self, *_: object) -> None:
        self.later("")
        self.tell("")

    def tell(self, said: str) -> None:
        """said: what is going on now, or "" where it is over."""
        with self._lock:
            self._said = said
            if not said:
                self._known = ()
            self._show()

    def later(self, said: str) -> None:
        """The same, where it is still going on after a while: a word that goes at once only
        flickers."""
        with self._lock:
            self._later = said
            if self._is_late:
                self._is_late = bool(said)
                self.tell(said)
            elif not said and self._timer is not None:
                self._timer.cancel()
                self._timer = None
            elif said and self._timer is None:
                self._timer = threading.Timer(PATIENCE_S, self._due)
                self._timer.daemon = True
                self._timer.start()

    def _due(self) -> None:
        with self._lock:
            self._timer = None
            self._is_late = bool(self._later)
            if self._is_late:
                self.tell(self._later)

    def know(self, lines: Iterable[Text]) -> None:
        """What is known already, above what is going on."""
        with self._lock:
            self._known = (*lines, "") if sys.stderr.isatty() else ()
            self._show()

    def _show(self) -> None:
        if not self._said and not self._known:
            if self._live is not None:
                self._live.stop()
                self._live = None
            return
        if not sys.stderr.isatty():
            return
        from rich.console import Group
        from rich.live import Live
        from rich.spinner import Spinner

        if self._live is None:
            out = console(stderr=True)
            self._live = Live(console=out, refresh_per_second=12.5, transient=True)
            self._live.start()
        spinner = Spinner("dots", self._said, style="status.spinner")
        self._live.update(Group(*self._known, spinner), refresh=True)
