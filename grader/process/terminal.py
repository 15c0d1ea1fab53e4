"""What a program reads and prints on: real descriptors 0, 1 and 2, and Python's streams on them.

    stdin   a pipe that holds all there is to read; a file where a pipe has no room for it
    stdout  ┐ files without a name, of which as much is read back as is kept of any output
    stderr  ┘

So `open(0)`, `os.write(1, …)`, `sys.__stdout__` and `/dev/stdin` are what they are everywhere else.
Where there is no place for a file, what Python's own streams print is caught, as far as it goes.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import sys
import tempfile
import threading
from collections.abc import Collection, Iterator
from typing import IO, Any, cast

from .streams import MAX_BYTES, Bounded

_NAMES = ("stdin", "stdout", "stderr")
_count = itertools.count()
# As Python reads its own input: a Windows's line ends are lines' ends on a Windows alone.
_ENDS = None if sys.platform == "win32" else "\n"
# Of a Windows alone: bytes as they are, a file that goes when it is closed.
_WINDOWS = ("O_BINARY", "O_TEMPORARY", "O_NOINHERIT")
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_CLOEXEC", 0)
_FLAGS |= sum(getattr(os, name, 0) for name in _WINDOWS)


class Terminal:
    """One run's. Used once: `with Terminal(text): …`, then `out()` and `err()`.

    strangers: threads that an earlier run left, whose prints are none of this one's.
    """

    def __init__(self, stdin: str, strangers: Collection[int] = ()) -> None:
        self._strangers = strangers
        self._input = stdin.encode("utf-8", "replace")
        self._printed: dict[str, bytes] = {}

    def __enter__(self) -> Terminal:
        self._own = {name: getattr(sys, name) for name in _names()}
        self._saved: list[int | None] = []
        self._files: list[int] = []
        try:
            self._files.append(_readable(self._input))
            self._files.append(_file())
            self._files.append(_file())
            self._saved = [_duplicate(number) for number in range(3)]
            for number, file in enumerate(self._files):
                os.dup2(file, number)
            streams: list[Any] = [io.FileIO(0, closefd=False), _Written(1), _Written(2)]
        except OSError:
            self._put_back()
            streams = [io.BytesIO(self._input), Bounded(), Bounded()]
        written = [_writer(one, self._strangers) for one in streams[1:]]
        self._raw, self._streams = streams, [_reader(streams[0]), *written]
        for name, stream in zip(_NAMES, self._streams, strict=True):
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        return self

    def __exit__(self, *error: object) -> None:
        self.flush()
        for name, raw, file in itertools.zip_longest(_NAMES, self._raw, self._files):
            if name != "stdin":
                told = raw.getvalue() if file is None else _content(file)
                self._printed[name] = told
        for name, stream in self._own.items():
            setattr(sys, name, stream)
        self._put_back()

    def flush(self) -> None:
        """What waits in the streams, ours and those that the program put in their place."""
        for stream in (sys.stdout, sys.stderr, *self._streams[1:]):
            # Closed, detached, or no stream at all.
            with contextlib.suppress(Exception):
                stream.flush()

    def complain(self, text: str) -> None:
        """Writes to stderr, whatever the program did to it."""
        with contextlib.suppress(Exception):
            self._streams[2].flush()
        self._raw[2].write(text.encode("utf-8", "replace"))

    def out(self) -> str:
        return self._printed["stdout"].decode("utf-8", "replace")

    def err(self) -> str:
        return self._printed["stderr"].decode("utf-8", "replace")

    def _put_back(self) -> None:
        for number, saved in enumerate(self._saved):
            with contextlib.suppress(OSError):  # the program closed it
                if saved is None:
                    os.close(number)
                else:
                    os.dup2(saved, number)
        for descriptor in (*self._saved, *self._files):
            with contextlib.suppress(OSError):
                if descriptor is not None:
                    os.close(descriptor)
        self._saved, self._files = [], []


class _Written(io.FileIO):
    """A descriptor that takes whatever is written, and as much as there is room for."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._left = MAX_BYTES

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        kept = view[: self._left]
        self._left -= len(kept)
        while kept:
            kept = kept[cast(int, super().write(kept)) :]
        return len(view)


def _names() -> Iterator[str]:
    for name in _NAMES:
        yield name
        yield f"__{name}__"


def _reader(raw: Any) -> IO[str]:
    buffered = raw if isinstance(raw, io.BytesIO) else io.BufferedReader(raw)
    return _named(io.TextIOWrapper(buffered, "utf-8", newline=_ENDS), "r")


class _Deaf(io.TextIOWrapper):
    """Takes what its own threads print, and not what these others do."""

    strangers: Collection[int] = ()

    def write(self, text: str, /) -> int:
        return len(text) if threading.get_ident() in self.strangers else super().write(text)


def _writer(raw: Any, strangers: Collection[int]) -> IO[str]:
    buffered = raw if isinstance(raw, io.BytesIO) else io.BufferedWriter(raw)
    # A text that UTF-8 can't hold is no reason for print to raise.
    kind = _Deaf if strangers else io.TextIOWrapper
    stream = kind(buffered, "utf-8", "replace", "\n", line_buffering=True)
    if isinstance(stream, _Deaf):
        stream.strangers = strangers
    return _named(stream, "w")


def _named(stream: io.TextIOWrapper, mode: str) -> IO[str]:
    stream.mode = mode  # type: ignore[misc] # as Python's own have it
    return stream


def _duplicate(descriptor: int) -> int | None:
    try:
        return os.dup(descriptor)
    except OSError:
        return None  # closed


def _readable(data: bytes) -> int:
    """A descriptor that these bytes can be read from, and nothing after."""
    if sys.platform != "win32" and (pipe := _filled(data)) is not None:
        return pipe
    file = _file()
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
    os.lseek(file, 0, os.SEEK_SET)
    return file


def _filled(data: bytes) -> int | None:
    """A pipe that holds it all; None where it doesn't."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    fits = False
    with contextlib.suppress(BlockingIOError):
        fits = not data or os.write(writing, data) == len(data)
    os.close(writing)
    if not fits:
        os.close(reading)
    return reading if fits else None


def _file() -> int:
    """A new file, which nobody finds. Raises OSError."""
    folder = tempfile.gettempdir()
    if sys.platform == "win32":  # where what is open keeps its name
        folder = os.path.dirname(folder)
    path = os.path.join(folder, f".kata-{os.getpid()}-{next(_count)}")
    file = os.open(path, _FLAGS, 0o600)
    if sys.platform != "win32":
        os.unlink(path)
    return file


def _content(file: int) -> bytes:
    """Of what was written, as much as is kept."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        with open(file, "rb", closefd=False) as whole:
            return whole.read(MAX_BYTES)
    except OSError:
        return b""  # the program closed it
