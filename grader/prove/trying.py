"""Which check of which file is tried now, for who waits, and how long each check takes in all."""

from __future__ import annotations

import time
from collections.abc import Callable

# Is told of an exercise, by its id, what is tried of it now; "" when it is over.
Say = Callable[[str, str], None]


def say_nothing(exercise: str, said: str) -> None:
    pass


class Trying:
    """took_s: by check, how long it has taken until now, drawn cases and all files together."""

    def __init__(self, exercise: str, say: Say) -> None:
        self._exercise, self._say = exercise, say
        self._file = ""
        self._check, self._began = "", 0.0
        self.took_s: dict[str, float] = {}

    def file(self, name: str) -> None:
        """From now on this file is tried."""
        self._end()
        self._file = name
        self._say(self._exercise, name)

    def check(self, name: str) -> None:
        """From now on it is this check of the file."""
        self._end()
        self._check, self._began = name, time.monotonic()
        self._say(self._exercise, f"{self._file}, {name}")

    def _end(self) -> None:
        if self._check:
            took = time.monotonic() - self._began
            self.took_s[self._check] = self.took_s.get(self._check, 0.0) + took
        self._check = ""
