"""Keeps the bytecode that an installation lacks.

uv installs none, images are often made without, and nobody may write into an installation. Each
command would then compile kata anew and what it is made of, each warm parent a library, which takes
half a minute for torch, and each of its workers whatever it imports late. So it is kept in a folder
of kata's own, one for the grader and one for workers, who may read that and not write.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def kept(folder: str, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """While this is open, what is imported leaves its bytecode in `folder`, where one of these
    top-level modules or the standard library has none. Yields what a worker may read for it."""
    if not folder or all(_has_bytecode(file) for file in _files(names)):
        yield ()
        return
    # One place for all: with a prefix set, Python looks nowhere else.
    sys.pycache_prefix = folder
    sys.dont_write_bytecode = False
    try:
        yield (folder,)
    finally:
        sys.dont_write_bytecode = True


def _files(names: Sequence[str]) -> Iterator[str]:
    yield dataclasses.__file__
    for name in names:
        try:
            spec = importlib.util.find_spec(name.partition(".")[0])
        except (ImportError, ValueError):
            continue
        if spec is not None and spec.origin is not None and spec.origin.endswith(".py"):
            yield spec.origin


def _has_bytecode(file: str) -> bool:
    return os.path.exists(importlib.util.cache_from_source(file))


def look_in(folder: str) -> None:
    """Has this process, and its forks, look for bytecode in `folder` where an installation has
    none. Python itself knows one place only, and with `sys.pycache_prefix` no other."""
    system: Any = sys.modules["importlib._bootstrap_external"]
    usual = system.cache_from_source

    def place(path: Any, *arguments: Any, **named: Any) -> Any:
        file = os.fspath(path)
        if arguments or named or not isinstance(file, str) or not os.path.isabs(file):
            return usual(path, *arguments, **named)
        there = beside(file)
        if os.path.exists(there):
            return there
        below, name = os.path.split(os.path.splitdrive(file)[1].lstrip("\\/"))
        return os.path.join(folder, below, _called(name))

    system.cache_from_source = place
    _elsewhere.append(folder)


def is_elsewhere() -> bool:
    """Whether this process leaves no bytecode in an installation, nor beside an author's files."""
    return bool(_elsewhere)


_elsewhere: list[str] = []


def beside(file: str) -> str:
    """Where an installation has a file's bytecode."""
    folder, name = os.path.split(file)
    return os.path.join(folder, "__pycache__", _called(name))


def _called(name: str) -> str:
    return f"{name.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc"
