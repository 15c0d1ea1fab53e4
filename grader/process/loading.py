"""A submission as a module, of which linecache can show lines."""

from __future__ import annotations

import linecache
import sys
import types
from collections.abc import Callable
from typing import Any


def load_module(source: bytes, file: str, name: str) -> Any:
    """Compiles and runs a submission as a module that linecache can show lines of."""
    module = new_module(source, file, name)
    exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)
    return module


def new_module(
    source: bytes,
    file: str,
    name: str,
    prepare: Callable[[dict[str, Any]], None] | None = None,
) -> Any:
    """A submission's module, of which nothing has run yet."""
    module = types.ModuleType(name)
    module.__file__ = file
    if prepare is not None:
        prepare(module.__dict__)
    # dataclasses and typing look a class's module up by name; an imported one is never replaced.
    if getattr(sys.modules.get(name), "__spec__", None) is None:
        sys.modules[name] = module
    text = source.decode("utf-8", "replace")
    linecache.cache[file] = (len(source), None, text.splitlines(keepends=True), file)
    return module
