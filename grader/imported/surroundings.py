"""What a test replaces around the student's code, and puts back: `input`, `print`, `sys.argv`, the
streams, the clock's `sleep`, chance. It does so here, in its own process, by whatever means it
likes; the worker is told before the student's code is asked the next time.

Only a closed list of names counts, and this process's own work never meets what a test put there.
"""

from __future__ import annotations

import importlib
import os
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

NAMES = {
    "builtins": ("input", "print", "open"),
    "sys": ("argv", "stdin", "stdout", "stderr"),
    "time": ("sleep", "time"),
    "random": ("random", "randint", "randrange", "choice", "choices", "sample", "shuffle",
               "uniform", "gauss", "getrandbits"),
    "io": ("StringIO",),
}  # fmt: skip
STREAMS = ("stdout", "stderr")


class Surroundings:
    """What is replaced, of one case. Begin it, and end it."""

    def __init__(self) -> None:
        self._modules = {name: importlib.import_module(name) for name in NAMES}
        self._real: dict[tuple[str, str], Any] = {}
        self._told: dict[tuple[str, str], Any] = {}
        self._arguments: list[str] = []
        self._seeds: list[tuple[Any, Any]] = []
        self._home = self._place = ""

    def begin(self, seed: Callable[[str, tuple[Any, ...]], None]) -> None:
        """seed: is told of a seed that a test gives to a module's generator."""
        self._real = {
            (module, name): getattr(self._modules[module], name)
            for module, names in NAMES.items()
            for name in names
        }
        self._arguments = list(sys.argv)
        self._home = self._place = os.getcwd()
        self._told = {key: _as_told(value) for key, value in self._real.items()}
        for name in ("random", "numpy.random"):
            module: Any = sys.modules.get(name)
            if module is not None:
                self._seeds.append((module, module.seed))
                module.seed = _seeding(module.seed, name, seed)

    def end(self) -> None:
        if not self._real:
            return
        for module, own in self._seeds:
            module.seed = own
        self._seeds = []
        for (module, name), value in self._real.items():
            setattr(self._modules[module], name, value)
        sys.argv[:] = self._arguments  # it may have been changed in place
        os.chdir(self._home)

    def changes(self) -> Iterator[tuple[str, str, list[Any]]]:
        """What differs from what the worker was told: module, name, and the value, or none where
        it is the real one again."""
        for key, real in self._real.items():
            value = self._now(key)
            if _as_told(value) != self._told[key]:
                self._told[key] = _as_told(value)
                again = value is real and key != ("sys", "argv")
                yield *key, [] if again else [value]

    def moved(self) -> tuple[str | None] | None:
        """The current folder, where it isn't the one that the worker was told: None for the one
        that was."""
        now = os.getcwd()
        if now == self._place:
            return None
        self._place = now
        return (None if now == self._home else now,)

    def heard(self, texts: tuple[str, str]) -> None:
        """Writes what the student's code printed to the streams that the test put there."""
        for name, text in zip(STREAMS, texts, strict=True):
            if text and self.is_replaced("sys", name):
                self._now(("sys", name)).write(text)

    def is_replaced(self, module: str, name: str) -> bool:
        return self._now((module, name)) is not self._real[module, name]

    @contextmanager
    def real(self) -> Iterator[None]:
        """While this is open, everything is as it is outside of tests."""
        replaced = [(key, self._now(key)) for key in self._real if self.is_replaced(*key)]
        for (module, name), _ in replaced:
            setattr(self._modules[module], name, self._real[module, name])
        place = os.getcwd()
        os.chdir(self._home)
        try:
            yield
        finally:
            os.chdir(place)
            for (module, name), value in replaced:
                setattr(self._modules[module], name, value)

    def _now(self, key: tuple[str, str]) -> Any:
        return getattr(self._modules[key[0]], key[1], None)


def may_be_replaced(target: Any, name: str) -> bool:
    """Whether a test may put something else under a name of a module of Python's own."""
    return isinstance(target, types.ModuleType) and name in NAMES.get(target.__name__, ())


def _as_told(value: Any) -> Any:
    """A list counts by what is in it; anything else by what it is."""
    return list(value) if type(value) is list else _Same(value)


class _Same:
    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    __hash__ = None  # type: ignore[assignment]  # it is compared, and never a key


def _seeding(
    own: Callable[..., None], module: str, tell: Callable[[str, tuple[Any, ...]], None]
) -> Callable[..., None]:
    def seed(*args: Any) -> None:
        own(*args)
        tell(module, args)

    return seed
