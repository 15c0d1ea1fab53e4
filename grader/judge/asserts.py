"""Has the asserts of checks count, and say what they compared.

With `python -O` or PYTHONOPTIMIZE an assert is no statement at all: a check that says
`assert student.f(1) == 2` would pass on anything. A process can't change its mind about that, so
what checks import is compiled here, with every assert in it, and never taken from a cache. The
checks' own files keep what their assertions compare (asserts/operands.py).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

from ..asserts import operands

# No verdict hangs on an assert of theirs, and they take seconds to compile.
_LEFT_ALONE = sys.stdlib_module_names | {
    "grader", "hypothesis", "msgspec", "numpy", "pluggy", "pytest", "_pytest", "scipy", "torch",
}  # fmt: skip


class _Compiled(SourceFileLoader):
    """Loads a module with its asserts and docstrings."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        code: CodeType = compile(self.get_data(path), path, "exec", dont_inherit=True, optimize=0)
        return code


class _Kept(SourceFileLoader):
    """Loads a file of the checks, whose assertions keep what they compare."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return operands.compiled(self.get_data(path), path)


class _Finder:
    """Finds what Python's own finder would, and has it compiled here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name.partition(".")[0] in _LEFT_ALONE:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or type(spec.loader) is not SourceFileLoader:
            return spec
        if Path(spec.loader.path).parent == self._folder:
            spec.loader = _Kept(spec.loader.name, spec.loader.path)
        elif sys.flags.optimize:
            spec.loader = _Compiled(spec.loader.name, spec.loader.path)
        return spec


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Modules that are imported meanwhile keep their asserts. folder: of the checks."""
    finder = _Finder(folder)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
