"""Modules that an exercise provides beside the student's file: found by their names, and made of
what was sent. What lies in a folder under such a name changes none of them.

In a worker for the submission, and in the grader for checks that import them.
"""

from __future__ import annotations

import importlib.util
import linecache
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import CodeType, FrameType, ModuleType
from typing import Any


class Provided:
    """Finds and loads them: an entry of sys.meta_path. sources: by file name; folder: where they
    would lie."""

    def __init__(self, sources: Mapping[str, bytes], folder: str) -> None:
        self._sources = {name.removesuffix(".py"): source for name, source in sources.items()}
        self._folder = folder
        self._codes: dict[str, CodeType] = {}
        self._own: set[CodeType] = set()
        self._spaces: list[dict[str, Any]] = []

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._sources)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name not in self._sources:
            return None
        return importlib.util.spec_from_file_location(name, self._file(name), loader=self)  # type: ignore[arg-type]  # a loader by what it has

    def create_module(self, spec: ModuleSpec) -> None:
        """Python's own way."""

    def exec_module(self, module: ModuleType) -> None:
        self._spaces.append(vars(module))
        exec(self.get_code(module.__name__), vars(module))

    def get_code(self, name: str) -> CodeType:
        if name not in self._codes:
            code = compile(self._sources[name], self._file(name), "exec", dont_inherit=True)
            self._codes[name] = code
            self._own.update(_inside(code))
            lines = self.get_source(name).splitlines(keepends=True)
            linecache.cache[self._file(name)] = (len(lines), None, lines, self._file(name))
        return self._codes[name]

    def get_source(self, name: str) -> str:
        return self._sources[name].decode("utf-8", "replace")

    def runs(self, frame: FrameType) -> bool:
        """Whether a frame runs code of theirs: none that was made in their name."""
        return any(frame.f_globals is one for one in self._spaces) and frame.f_code in self._own

    def forget(self) -> dict[str, ModuleType]:
        """Has them loaded anew by whoever imports them next. Returns what is loaded."""
        self._spaces.clear()
        return {name: sys.modules.pop(name) for name in self._sources if name in sys.modules}

    @contextmanager
    def found(self) -> Iterator[None]:
        """While this is open they can be imported; what else goes by their names, not."""
        before = self.forget()
        finder: Any = self
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            self.forget()
            sys.meta_path[:] = [one for one in sys.meta_path if one is not finder]
            sys.modules.update(before)

    def _file(self, name: str) -> str:
        return os.path.join(self._folder, f"{name}.py")


def _inside(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _inside(constant)
