"""Keeps the bytecode that an installation lacks.

uv installs none, images are often made without, and nobody may write into an installation. Each
warm parent would then compile a library anew, which takes half a minute for torch, and each of its
workers whatever it imports late. So the parent keeps it in a folder of kata's own. A worker may
read that and not write.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


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
