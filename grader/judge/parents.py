"""An exercise's warm parents: one that doesn't know that there is a GPU, and one for CUDA.

The second starts where a check wants a GPU and there is one. Most checks never want one, and a
process that knows of a GPU pays for it in its first backward pass. No parent has a context on the
GPU: its workers do.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..model import Exercise, Isolation
from ..process.parent import Parent
from ..process.spawned import SpawningParent
from ..sets import search_path


class Parents:
    """Starts each when it is asked for; a new one where the old one is lost."""

    def __init__(self, exercise: Exercise, isolation: Isolation, more: Sequence[str] = ()) -> None:
        self._exercise = exercise
        self._isolation: Isolation = isolation
        self._more = tuple(more)
        self._running: dict[bool, Parent] = {}
        self._warm: tuple[str, ...] = ()
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def get(self, cuda: bool = False) -> Parent:
        """more, of the constructor: modules that are loaded besides the exercise's own."""
        if cuda not in self._running:
            exercise, rules = self._exercise, self._exercise.rules
            start = Parent if sys.platform == "linux" else SpawningParent
            self._running[cuda] = start(
                (*exercise.requires, *self._more),
                (*rules.required_calls, *rules.forbidden_calls),
                (*search_path.private_folders(), search_path.cache_folder()),
                self._isolation,
                exercise.requirements,
                bytecode=self._bytecode(),
                cuda=cuda,
            )
            self._warmed(self._running[cuda])
        return self._running[cuda]

    def warm(self, modules: Sequence[str]) -> None:
        """Modules that every worker would import otherwise, once it is known which."""
        self._warm = tuple(modules)
        for parent in self._running.values():
            self._warmed(parent)

    def _warmed(self, parent: Parent) -> None:
        if self._warm:
            parent.warm(self._warm)

    def _bytecode(self) -> Path:
        """Where bytecode is kept that an installation lacks. Where that can't be for long, it is
        for this session: else a worker would compile what it imports in its own time."""
        if search_path.can_keep():
            return search_path.cache_folder() / "bytecode"
        if self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="kata-bytecode-")
        return Path(self._temporary.name)

    def close(self) -> None:
        for parent in self._running.values():
            parent.close()
        self._running.clear()
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None
