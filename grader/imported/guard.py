"""What an imported test may not do with an answer while it runs in the grader's process: run it as
code, start a process, open a file that isn't its own. A list of names can't be complete for that;
Python's audit events tell of it however it was written.

Only while a test's case runs, on its thread, and not while the grader talks to a worker.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

_RUNS = "runs a text as code while it works with the student's answers"
_OPENS = "opens a file that the test doesn't have"
_STARTS = "starts a process"
_NEVER = {
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"), _STARTS),
    **dict.fromkeys(("os.spawn", "os.fork", "os.forkpty", "os.startfile", "pty.spawn"), _STARTS),
    "pickle.find_class": "unpickles something that names code",
    **dict.fromkeys(("socket.connect", "socket.bind", "socket.sendto"), "uses the network"),
    # A text of the student's might attach a file to one that is in memory.
    **dict.fromkeys(("sqlite3.connect", "sqlite3.enable_load_extension"), "uses a database"),
}
_LOADING = ("ctypes.dlopen", "ctypes.dlsym", "ctypes.call_function", "ctypes.string_at")
_OF_PATHS = {
    **dict.fromkeys(("open", "os.listdir", "os.scandir", "os.chmod", "os.truncate"), 1),
    # On later Pythons rmtree opens even its own folder by a function for those within.
    **dict.fromkeys(("os.remove", "os.rmdir", "shutil.rmtree", "os.utime", "os.chown"), 1),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), 2),
}
# Packages of sets: among the libraries, and hidden checks are in them.
_SETS = f"{os.sep}kata_set_"
# They run what they are given.
_RUNNERS = {"code", "codeop", "runpy", "timeit", "pdb", "bdb", "cProfile", "profile", "trace"}
# They read files that they know of themselves.
_READERS = {"linecache", "tokenize", "_pytest", "pytest", "hypothesis", "grader"}
_EVENTS = {*_NEVER, *_LOADING, *_OF_PATHS, "compile", "exec", "marshal.loads"}


class Guard:
    """The guard of one stand-in's tests. folder: where their files lie. refuse: makes the error,
    and keeps it, as a bare `except:` swallows it."""

    def __init__(self, folder: Path, refuse: Callable[[str], BaseException]) -> None:
        self._folders = {str(folder) + os.sep, str(folder.resolve()) + os.sep}
        self._refuse = refuse
        self._thread = 0
        self._refused: BaseException | None = None
        self._shared: str | None = None

    def begin(self) -> None:
        """A case begins, on this thread."""
        global _watching
        _install()
        self._thread, self._refused, self._shared = threading.get_ident(), None, None
        _watching = self

    def share(self, folder: Path) -> None:
        """The test has a folder for files."""
        self._shared = str(folder)

    def end(self) -> None:
        global _watching
        _watching = None

    def settle(self) -> None:
        """Raises what was refused in the case, if a test went on after it."""
        if self._refused is not None:
            raise self._refused

    @contextmanager
    def off(self) -> Iterator[None]:
        """While this is open, the grader does its own work."""
        global _watching
        before, _watching = _watching, None
        try:
            yield
        finally:
            _watching = before

    def check(self, event: str, args: tuple[Any, ...], frame: FrameType) -> None:
        """Raises what `refuse` makes where a test must not do this."""
        if self._thread != threading.get_ident():
            return
        if (why := self._why_not(event, args, frame)) is not None:
            with self.off():
                self._refused = self._refused or self._refuse(why)
            raise self._refused

    def _why_not(self, event: str, args: tuple[Any, ...], frame: FrameType) -> str | None:
        if event in _NEVER:
            return _NEVER[event]
        if event in _LOADING:
            return None if self._is_of(frame, set()) else "loads a library by hand"
        if event == "marshal.loads":
            return None if self._is_of(frame, set()) else _RUNS
        if event in _OF_PATHS:
            paths = args[: _OF_PATHS[event]]
            return None if all(self._may_open(path, frame) for path in paths) else _OPENS
        code = args[0] if event == "exec" else None
        if isinstance(code, CodeType) and self._is_shared(code.co_filename):
            return "runs a file that the student's code can write to"
        runs = self._is_theirs(frame) or frame.f_globals.get("__name__") in _RUNNERS
        return _RUNS if runs else None

    def _is_theirs(self, frame: FrameType) -> bool:
        return frame.f_code.co_filename.startswith(tuple(self._folders))

    def _is_shared(self, path: str) -> bool:
        return self._shared is not None and _is_below(path, (self._shared,))

    def _may_open(self, path: Any, frame: FrameType) -> bool:
        """Whether a file is the test's, or a library's, or whoever opens it knows of it himself."""
        if isinstance(path, int):
            return not self._is_theirs(frame)
        try:
            text = os.path.abspath(os.fsdecode("." if path is None else path))
        except (TypeError, ValueError):
            return True  # it can't be opened either
        return (
            text == os.devnull
            or not os.path.isdir(os.path.dirname(text))  # where nothing is, and nothing is made
            or self._is_shared(text)
            or (_is_below(text, _LIBRARIES) and _SETS not in text)
            or frame.f_code.co_name.startswith("_rmtree")  # by names in a folder that was opened
            or self._is_of(frame, _READERS)
        )

    def _is_of(self, frame: FrameType | None, readers: set[str]) -> bool:
        """Whether, between the test and this, there is an import or one of these modules."""
        while frame is not None and not self._is_theirs(frame):
            name = str(frame.f_globals.get("__name__", "")).partition(".")[0]
            if name in readers or frame.f_code.co_filename.startswith("<frozen importlib"):
                return True
            frame = frame.f_back
        return False


def _is_below(text: str, folders: tuple[str, ...]) -> bool:
    text = os.path.normcase(os.path.abspath(text))
    return any(text == folder or text.startswith(folder + os.sep) for folder in folders)


def _libraries() -> tuple[str, ...]:
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = [p for kind in kinds if (p := sysconfig.get_path(kind))]
    paths.append("/usr/share/zoneinfo")
    found = {os.path.normcase(f(p)) for p in paths for f in (os.path.abspath, os.path.realpath)}
    return tuple(found)


_LIBRARIES = _libraries()
_watching: Guard | None = None
_installed = False


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if _watching is None or event not in _EVENTS:
        return
    _watching.check(event, args, sys._getframe(1))


def _install() -> None:
    """An audit hook stays for good, and is in the way of nobody while nothing is watched."""
    global _installed
    if not _installed:
        _installed = True
        sys.addaudithook(_heard)
