"""What an imported test may not do with an answer while it runs in the grader's process: run it as
code, start a process, open a file that isn't its own, make or change one elsewhere. A list of names
can't be complete for that; Python's audit events tell of it however it was written. Which of them
there are, and what they mean here, is in audit_events.py.

Only while a test's case runs, on its thread and those that it starts, and not while the grader
talks to a worker.
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

from .audit_events import CHANGES, CODE, LOADING, NEVER, OPENS, READS, RUNS
from .case_threads import Threads
from .own_texts import compiled, texts_of

_TEXT = "<string>"
# Packages of sets: among the libraries, and hidden checks are in them.
_SETS = f"{os.sep}kata_set_"
# They run what they are given.
_RUNNERS = {"code", "codeop", "runpy", "timeit", "pdb", "bdb", "cProfile", "profile", "trace"}
# They read files that they know of themselves.
_READERS = {"linecache", "tokenize", "_pytest", "pytest", "hypothesis", "grader"}
# They write files of their own while a test runs: `pytest.raises(OSError, os.mkdir, answer)` is no
# doing of pytest's.
_WRITERS = {"hypothesis", "grader"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Guard:
    """The guard of one stand-in's tests. folder: where their files lie. refuse: makes the error,
    and keeps it, as a bare `except:` swallows it."""

    def __init__(self, folder: Path, refuse: Callable[[str], BaseException]) -> None:
        self._folders = {str(folder) + os.sep, str(folder.resolve()) + os.sep}
        self._refuse = refuse
        self._thread = 0
        self._threads = Threads()
        self._refused: BaseException | None = None
        self._shared: str | None = None

    def begin(self) -> None:
        """A case begins, on this thread."""
        global _watching
        _install()
        self._thread, self._refused, self._shared = threading.get_ident(), None, None
        self._threads.follow()
        _watching = self

    def share(self, folder: Path) -> None:
        """The test has a folder for files."""
        self._shared = str(folder)

    def end(self) -> None:
        global _watching
        _watching = None
        self._threads.forget()

    def settle(self) -> None:
        """Raises what was refused in the case, if a test went on after it."""
        if self._refused is not None:
            raise self._refused

    def is_on(self) -> bool:
        """Whether it is the test that is at work now, on one of its threads."""
        thread = threading.get_ident()
        return _watching is self and (thread == self._thread or thread in self._threads.begun)

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
        if (thread := threading.get_ident()) != self._thread and thread not in self._threads.begun:
            return
        if (why := self._why_not(event, args, frame)) is not None:
            with self.off():
                self._refused = self._refused or self._refuse(why)
            raise self._refused

    def _why_not(self, event: str, args: tuple[Any, ...], frame: FrameType) -> str | None:
        if event in NEVER:
            return NEVER[event]
        if event in LOADING:
            return None if self._is_of(frame, set()) else LOADING[event]
        if event in READS:
            changes = event == "open" and _writes(args)
            return None if self._may_open(args[0], frame, changes) else OPENS
        if event in CHANGES:
            # What is written through a descriptor was opened.
            count, why = CHANGES[event]
            may = all(self._may_open(path, frame, changes=True) for path in args[:count])
            return (
                None if may or (event == "os.mkdir" and self._is_constant(args[0], frame)) else why
            )
        code = args[0]
        if self._is_a_text_of_its_own(code, _asking(frame)):
            return None
        if isinstance(code, CodeType) and self._is_from_shared(code.co_filename):
            return "runs a file that the student's code can write to"
        runs = self._is_theirs(_asking(frame)) or frame.f_globals.get("__name__") in _RUNNERS
        return RUNS if runs else None

    def _is_a_text_of_its_own(self, code: Any, frame: FrameType) -> bool:
        """Whether what is compiled or run is a text that stands in the file that has it run."""
        if not self._is_theirs(frame):
            return False
        with self.off():
            texts = texts_of(frame.f_code.co_filename)
            if isinstance(code, CodeType):
                return code.co_filename == _TEXT and any(code in compiled(text) for text in texts)
            source = code.decode("utf-8", "replace") if isinstance(code, bytes) else code
            return source in texts

    def _is_theirs(self, frame: FrameType) -> bool:
        return frame.f_code.co_filename.startswith(tuple(self._folders))

    def _is_shared(self, path: str) -> bool:
        return self._shared is not None and _is_below(path, (self._shared,))

    def _is_from_shared(self, name: str) -> bool:
        """Whether code is a file's of that folder. namedtuple's and dataclass's own are named
        "<string>" and are no file's, wherever the test works."""
        named = name.startswith("<") and name.endswith(">") and not os.path.lexists(name)
        return not named and self._is_shared(name)

    def _may_open(self, path: Any, frame: FrameType, changes: bool = False) -> bool:
        """Whether a file is the test's, or a library's to read, or whoever opens it knows of it
        himself."""
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
            or (not changes and _is_below(text, _LIBRARIES) and _SETS not in text)
            or frame.f_code.co_name.startswith("_rmtree")  # by names in a folder that was opened
            or self._is_of(frame, _WRITERS if changes else _READERS)
        )

    def _is_constant(self, path: Any, frame: FrameType | None) -> bool:
        """Whether a folder that is made stands in the test's own text: it is nobody's answer."""
        while frame is not None:
            if self._is_theirs(frame):
                texts = [text for text in frame.f_code.co_consts if isinstance(text, str)]
                return any(text == path or text.startswith(f"{path}{os.sep}") for text in texts)
            frame = frame.f_back
        return False

    def _is_of(self, frame: FrameType | None, readers: set[str]) -> bool:
        """Whether, between the test and this, there is an import or one of these modules."""
        while frame is not None and not self._is_theirs(frame):
            module = str(frame.f_globals.get("__name__", ""))
            if module == Threads.__module__:  # under a thread of the test's
                return False
            name = module.partition(".")[0]
            if name in readers or frame.f_code.co_filename.startswith("<frozen importlib"):
                return True
            frame = frame.f_back
        return False


def _asking(frame: FrameType) -> FrameType:
    """Who has a text run: of what a text does in turn, whoever has that one run."""
    while frame.f_code.co_filename == _TEXT and frame.f_back is not None:
        frame = frame.f_back
    return frame


def _writes(args: tuple[Any, ...]) -> bool:
    """Whether this opens a file to change it: its path, mode and flags."""
    return bool(args[2] & _WRITING)


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
_WATCHED = {*NEVER, *LOADING, *READS, *CHANGES, *CODE}
_watching: Guard | None = None
_installed = False


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if _watching is None or event not in _WATCHED:
        return
    _watching.check(event, args, sys._getframe(1))


def _install() -> None:
    """An audit hook stays for good, and is in the way of nobody while nothing is watched."""
    global _installed
    if not _installed:
        _installed = True
        sys.addaudithook(_heard)
