"""Runs a submission as a person would meet it: what it prints is caught, what it asks is answered.

A check asks for these as functions of a library called `kata`; they run here, next to the
student's code, and what they find out is data like any other answer.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import io
import os
import sys
import threading
import traceback
from collections import namedtuple
from collections.abc import AsyncIterable, Callable, Collection, Iterator, Mapping, Sequence
from types import CodeType, CoroutineType, ModuleType, TracebackType
from typing import Any

from ..confine.scratch import CACHES
from ..wire.kinds import MAX_ITEMS
from .leaving import Leaving, LeftAtOnce
from .leftovers import Leftovers
from .raised_by import Forbidden
from .streams import MAX_BYTES, Nowhere
from .terminal import Terminal

# That are read back.
MAX_FILES = 100
# What a shell tells of a program that Ctrl-C ended: 128, and the signal's number.
INTERRUPTED = 130

Talked = namedtuple("Talked", "value printed files")
Ran = namedtuple("Ran", "stdout stderr code error files")


class Interaction:
    """What may be asked of a submission besides its functions' values.

    code: the file's, compiled. prepare: makes a namespace ready for it, rules and all. resolve:
    from what a check calls a function to that function.
    """

    def __init__(
        self,
        code: CodeType,
        file: str,
        prepare: Callable[[dict[str, Any]], None],
        resolve: Callable[[Any, str | None], Any],
        alters: bool = False,
    ) -> None:
        """alters: whether running the file may change modules that it imports."""
        # Whether a run has left something that another one would find.
        self.spent = False
        self._alters = alters
        self._nowhere = io.TextIOWrapper(io.BufferedWriter(Nowhere()), "utf-8")
        self._code = code
        self._file = file
        self._prepare = prepare
        self._resolve = resolve

    def run(
        self, stdin: str, args: Sequence[str], files: Mapping[str, str | bytes], prompts: bool
    ) -> Any:
        """The file as a program of its own. code: its exit status; error: what ended it."""
        module = type(sys)("__main__")
        module.__file__ = self._file
        self._prepare(module.__dict__)
        folder = _Folder(files)
        own = sys.argv, sys.modules.get("__main__"), sys.stdout, sys.stderr
        # Where a thread that goes on finds them, when the program's are gone.
        sys.stdout = sys.stderr = self._nowhere
        sys.argv, sys.modules["__main__"] = [os.path.basename(self._file), *args], module
        # In a case of several runs no other worker could take over.
        strangers = sys._current_frames().keys() - {threading.get_ident()} if self.spent else ()
        terminal, left = Terminal(stdin, strangers), Leftovers()
        try:
            with (
                terminal,
                Leaving(terminal.complain) as leaving,
                _asking(prompts, module),
                self._importing(files),
            ):
                try:
                    code, error = self._run(module, terminal)
                    leaving.exit(module)
                except LeftAtOnce as at_once:
                    code, error = at_once.status, None
        finally:
            self.spent = left.put_back() or self._alters or self.spent
            if not self.spent:
                sys.stdout, sys.stderr = own[2:]
            sys.argv = own[0]
            if own[1] is not None:
                sys.modules["__main__"] = own[1]
        return Ran(terminal.out(), terminal.err(), code, error, folder.changed())

    @contextlib.contextmanager
    def _importing(self, files: Collection[str]) -> Iterator[None]:
        """Python looks for modules where the program lies: there are the files of a check's."""
        code = (name for name in files if name.endswith(".py"))
        names = tuple({name.partition("/")[0].removesuffix(".py") for name in code})
        if not names:
            yield
            return
        folder, known, writes = os.getcwd(), set(sys.modules), sys.dont_write_bytecode
        sys.path.insert(0, folder)  # it is as before when the program has left
        sys.dont_write_bytecode = True  # in a folder whose files are looked at
        importlib.invalidate_caches()
        try:
            yield
        finally:
            sys.dont_write_bytecode = writes
            sys.path_importer_cache.pop(folder, None)
            for name in sys.modules.keys() - known:
                if name.partition(".")[0] in names:
                    del sys.modules[name]

    def _run(self, module: Any, terminal: Terminal) -> tuple[int, str | None]:
        """Its exit status, and what ended it."""
        try:
            exec(self._code, module.__dict__)
        except SystemExit as ended:
            return _status(ended, terminal), None
        except (LeftAtOnce, Forbidden):
            raise
        except BaseException as raised:
            return self._uncaught(raised, terminal)
        return 0, None

    def _uncaught(self, raised: BaseException, terminal: Terminal) -> tuple[int, str]:
        """As Python has it: the program's own hook is told, where there is one."""
        said = f": {raised}" if str(raised) else ""
        error = f"{type(raised).__name__}{said}"
        code = INTERRUPTED if isinstance(raised, KeyboardInterrupt) else 1
        hook = getattr(sys, "excepthook", None)
        if hook is sys.__excepthook__ or hook is None:
            terminal.complain(self._traceback(raised, error))
            return code, error
        try:
            hook(type(raised), raised, self._own(raised))
        except SystemExit as ended:
            return _status(ended, terminal), error
        except (LeftAtOnce, Forbidden):
            raise
        except BaseException as other:
            terminal.complain("Error in sys.excepthook:\n")
            terminal.complain(self._traceback(other, f"{type(other).__name__}: {other}"))
            terminal.complain("\nOriginal exception was:\n" + self._traceback(raised, error))
        return code, error

    def _own(self, raised: BaseException) -> TracebackType | None:
        """Its traceback, from the program's first line on."""
        frames = raised.__traceback__
        while frames is not None and frames.tb_frame.f_code.co_filename != self._code.co_filename:
            frames = frames.tb_next
        raised.__traceback__ = frames
        return frames

    def _traceback(self, raised: BaseException, error: str) -> str:
        """What Python writes when an exception ends a program, without our own lines."""
        name, frames = os.path.basename(self._file), traceback.extract_tb(raised.__traceback__)
        own = [f for f in frames if f.filename == self._code.co_filename]
        lines = [f'  File "{name}", line {f.lineno}, in {f.name}\n' for f in own]
        return "".join(["Traceback (most recent call last):\n", *lines, f"{error}\n"])

    def talk(
        self,
        target: Any,
        name: str | None,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        answers: Sequence[str],
        files: Mapping[str, str | bytes],
        prompts: bool,
    ) -> Any:
        """One call: its value, what it printed, and what it did to the files of its folder."""
        folder = _Folder(files)
        stdin = "".join(f"{answer}\n" for answer in answers)
        terminal = Terminal(stdin)
        with terminal, _asking(prompts, self._resolve(None, None)):
            value = self._resolve(target, name)(*args, **kwargs)
        return Talked(value, terminal.out(), folder.changed())

    def awaited(
        self, target: Any, name: str | None, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Any:
        """The value of a coroutine function's call; of an async generator its items, in a list."""
        import asyncio

        value = self._resolve(target, name)(*args, **kwargs)
        if hasattr(type(value), "__aiter__"):
            return asyncio.run(_first_items(value))
        return asyncio.run(value) if isinstance(value, CoroutineType) else value


async def _first_items(source: AsyncIterable[Any]) -> list[Any]:
    """One more than are looked at, where there are so many."""
    items: list[Any] = []
    async for item in source:
        items.append(item)
        if len(items) > MAX_ITEMS:
            break
    return items


@contextlib.contextmanager
def _asking(prompts: bool, module: Any) -> Iterator[None]:
    """prompts: whether what input() asks with is part of the output. module: what runs, which may
    have a set of builtins to itself."""
    if prompts:
        yield
        return
    asks = builtins.input
    own = vars(module).get("__builtins__")
    own = vars(own) if isinstance(own, ModuleType) else own
    spaces = [vars(builtins), own if isinstance(own, dict) else {}]
    for space in spaces:
        space["input"] = lambda prompt="", /: asks()
    try:
        yield
    finally:
        for space in spaces:
            space["input"] = asks


def _status(ended: SystemExit, terminal: Terminal) -> int:
    """As Python has it: no code is 0, a number itself, one too large for C -1, anything else is
    said and 1."""
    if ended.code is None:
        return 0
    if isinstance(ended.code, int) and issubclass(type(ended.code), int):
        code = int.__index__(ended.code)  # the number itself, whatever a class of theirs says
        return (code if -(2**63) <= code < 2**63 else -1) & 0xFF
    terminal.complain(f"{ended.code}\n")
    return 1


class _Folder:
    """The case's folder, with a check's files in it, and what was done to it since: also from
    another folder that the code has gone to."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            if os.path.isabs(name) or ".." in name.split("/"):
                raise ValueError(f"{name} is not in the case's folder")
            if os.path.dirname(name):
                os.makedirs(os.path.dirname(name), exist_ok=True)
            with open(name, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
        self._path = os.getcwd()
        self._given = tuple(files)
        self._before = self._files()

    def changed(self) -> dict[str, str | bytes | None]:
        """Files that are new or other than they were, as text where they are text; None for one of
        the check's that is gone."""
        now = {n: data for n, data in self._files().items() if self._before.get(n) != data}
        gone = [name for name in self._given if not os.path.lexists(f"{self._path}/{name}")]
        found: dict[str, str | bytes | None] = {n: _as_text(data) for n, data in now.items()}
        return dict(sorted((found | dict.fromkeys(gone)).items()))

    def _files(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        if self._path == os.sep:  # no folder of the case's own
            return found
        for folder, inner, names in os.walk(self._path):
            if folder == self._path and CACHES in inner:
                inner.remove(CACHES)  # what libraries keep there is none of the code's doing
            for name in names:
                whole = os.path.join(folder, name)
                path = os.path.relpath(whole, self._path).replace(os.sep, "/")
                if len(found) < MAX_FILES and os.path.isfile(whole):
                    with open(whole, "rb") as file:
                        # A name is bytes; what is no text in it can't be sent.
                        found[os.fsencode(path).decode("utf-8", "replace")] = file.read(MAX_BYTES)
        return found


def _as_text(data: bytes) -> str | bytes:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
