"""Keeps the bytecode that an installation lacks.

uv installs none, images are often made without, and nobody may write into an installation. Each
command would then compile kata anew and what it is made of, each warm parent a library, which takes
half a minute for torch, and each of its workers whatever it imports late. So it is kept in a folder
of kata's own, one for the grader and one for workers, who may read that and not write.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from . import busy


@contextmanager
def kept(folder: str, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """While this is open, what is imported leaves its bytecode in `folder`, where one of these
    top-level modules or the standard library has none. Yields what a worker may read for it."""
    if not folder or is_there(names):
        yield ()
        return
    # One place for all: with a prefix set, Python looks nowhere else.
    sys.pycache_prefix = folder
    sys.dont_write_bytecode = False
    try:
        yield (folder,)
    finally:
        sys.dont_write_bytecode = True


def is_there(names: Sequence[str]) -> bool:
    """Whether the installation has bytecode for these top-level modules and for Python's own."""
    return all(_has_bytecode(file) for file in _files(names))


def _files(names: Sequence[str]) -> Iterator[str]:
    yield contextlib.__file__
    for name in names:
        try:
            spec = importlib.util.find_spec(name.partition(".")[0])
        except (ImportError, ValueError):
            continue
        if spec is not None and spec.origin is not None and spec.origin.endswith(".py"):
            yield spec.origin


def _has_bytecode(file: str) -> bool:
    return os.path.exists(importlib.util.cache_from_source(file))


@contextmanager
def looked_for_in(folder: str) -> Iterator[None]:
    """While this is open, what is imported is looked for as `look_in` has it; not for longer."""
    python: Any = sys.modules["importlib._bootstrap_external"]
    usual = python.cache_from_source
    if folder:
        look_in(folder)
    try:
        yield
    finally:
        python.cache_from_source = usual
        _elsewhere.clear()


def look_in(folder: str) -> None:
    """Has this process, and its forks, look for bytecode in `folder` where an installation has
    none. Python itself knows one place only, and with `sys.pycache_prefix` no other."""
    python: Any = sys.modules["importlib._bootstrap_external"]
    usual = python.cache_from_source

    def place(path: Any, *arguments: Any, **named: Any) -> Any:
        file = os.fspath(path)
        if arguments or named or not isinstance(file, str) or not os.path.isabs(file):
            return usual(path, *arguments, **named)
        there = beside(file)
        # One of kata's own that is edited would be compiled each time: the old one isn't replaced.
        if _is_newer(there, file) if file.startswith(_OURS) else os.path.exists(there):
            return there
        below, name = os.path.split(os.path.splitdrive(file)[1].lstrip("\\/"))
        return os.path.join(folder, below, _called(name))

    python.cache_from_source = place
    _elsewhere.append(folder)


def elsewhere() -> str:
    """The folder in which this process looks; "" where it is none of kata's."""
    return _elsewhere[0] if _elsewhere else ""


def is_elsewhere() -> bool:
    """Whether this process leaves no bytecode in an installation, nor beside an author's files."""
    return bool(_elsewhere)


_elsewhere: list[str] = []
_OURS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "")


def beside(file: str) -> str:
    """Where an installation has a file's bytecode."""
    folder, name = os.path.split(file)
    return os.path.join(folder, "__pycache__", _called(name))


def _called(name: str) -> str:
    return f"{name.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc"


# What a check of wrong work loads late, the last first.
_LATE = ("explain", "views", "wording", "asserts", "checks", "judge", "process", "wire", "confine")
_COMPILE = """
import sys
from importlib.machinery import SourceFileLoader
sys.pycache_prefix = sys.argv[1] or None
for file in sys.argv[2:]:
    try:
        SourceFileLoader("", file).get_code("")
    except Exception:
        pass
"""


def compile_meanwhile() -> None:
    """Has another process compile what this one will load late, and leave it where this one looks:
    a checkout that is new, or was edited, has no bytecode. Where that fails, or no other processor
    is free, each file is compiled when it is loaded, as ever."""
    free = sys.flags.optimize == 0 and (busy.running() or 1) < busy.processors()
    files = list(_not_compiled()) if free else []
    if len(files) < _WORTH_IT:
        return
    import subprocess

    with contextlib.suppress(OSError):
        _compiling.append(
            subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _COMPILE, elsewhere(), *files],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )


def compiled() -> None:
    """Waits for that process, should it still run: none outlives a command."""
    while _compiling:
        _compiling.pop().wait()


_compiling: list[Any] = []
# A process of its own takes as long as a few files do.
_WORTH_IT = 10


def _not_compiled() -> Iterator[str]:
    """Those of kata's files whose bytecode isn't where this process looks, or is an older one's."""
    for room in _LATE:
        folder = os.path.join(_OURS, room)
        with contextlib.suppress(OSError):
            for file in (os.path.join(folder, name) for name in sorted(os.listdir(folder))):
                if file.endswith(".py") and not is_compiled(file):
                    yield file


def is_compiled(file: str) -> bool:
    """Whether this process would find a file's bytecode, and none that is older than the file."""
    return _is_newer(_where(file), file)


def _where(file: str) -> str:
    python: Any = sys.modules["importlib._bootstrap_external"]
    return str(python.cache_from_source(file))


def _is_newer(made: str, file: str) -> bool:
    try:
        return os.stat(made).st_mtime >= os.stat(file).st_mtime
    except OSError:
        return False
