"""Puts what the sandbox refuses into words: "line 15 starts a process, which …".

The kernel holds the rules and answers EPERM, whoever asks. This only makes a sentence of it, where
the interpreter can tell what was asked for; nothing here keeps anybody from anything.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from ..confine.scratch import ROOM_MIB

_NOT_HERE = ", which isn't possible while being graded"
_PROCESS = "starts a process"
_NETWORK = "uses the network"
_SHARED = "shares memory between processes"
# What Python announces before it asks the kernel. Source: the library reference's table of audit
# events. Not os.system: it answers that it didn't work, and whoever clears a screen goes on.
_REFUSED = {
    **dict.fromkeys(
        ("subprocess.Popen", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn"),
        _PROCESS,
    ),
    **dict.fromkeys(
        ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
         "socket.gethostbyaddr", "socket.getnameinfo"),
        _NETWORK,
    ),
    "os.chmod": "changes a file's mode",
    "os.chown": "changes a file's owner",
    "os.link": "makes a link",
    "os.symlink": "makes a link",
}  # fmt: skip
_COMPILERS = ("gcc", "g++", "cc", "c++", "clang", "clang++", "nvcc", "ptxas")
_INTERNET = (2, 10)  # AF_INET, AF_INET6
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
MAX_CHAIN = 20
MAX_PATH = 100
# Commands of os.system's, each of which is told once.
MAX_TOLD = 3


class NotWhileGraded(PermissionError):
    """What the kernel would have refused; its text is a sentence without its subject."""


# Students know it by the name that it would have had.
NotWhileGraded.__name__ = "PermissionError"


def announce(tell: Callable[[bytes], None]) -> None:
    """Has what will be refused raise with a sentence. For a confined worker; can't be undone.

    tell: prints what a command of os.system's came to, which answers only that it didn't work.
    `torch.compile` leaves functions as they are written: what it would have a compiler do changes
    how long an answer takes, and not the answer.
    """
    os.environ["TORCHDYNAMO_DISABLE"] = "1"
    sys.addaudithook(_refuse)
    told: set[bytes] = set()

    def said(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "os.system" and len(told) < MAX_TOLD:
            command = os.fsdecode(arguments[0]) if arguments else ""
            line = f"os.system({command[:MAX_PATH]!r}) {_PROCESS}{_NOT_HERE}\n".encode()
            if line not in told:
                told.add(line)
                tell(line)

    sys.addaudithook(said)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    what = _REFUSED.get(event)
    if event == "socket.__new__" and arguments[1] in _INTERNET:
        what = _NETWORK
    if event == "subprocess.Popen" and _name(arguments) in _COMPILERS:
        what = "starts a compiler"
    if what is not None:
        raise NotWhileGraded(f"{what}{_NOT_HERE}")


def _name(arguments: tuple[Any, ...]) -> str:
    """The program of a subprocess.Popen."""
    words = arguments[1]
    first = words[0] if isinstance(words, (list, tuple)) and words else words
    return os.path.basename(str(first).partition(" ")[0])


def sentence(error: BaseException, line: int | None) -> str | None:
    """What a submission tried that is refused, if that is why the exception was raised."""
    what = None
    # A submission's exceptions may be of any making.
    with suppress(BaseException):
        what = next(filter(None, map(_what, _chain(error))), None)
    if what is None:
        return None
    return f"line {line} {what}" if line else f"your code {what}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those that led to it, as far as a library made others of them: what a
    submission raises itself says what it wants to say."""
    for _ in range(MAX_CHAIN):
        yield error
        if type(error).__module__ == "builtins" and not isinstance(error, OSError):
            return
        cause = error.__cause__ or error.__context__
        if cause is None:
            return
        error = cause


def _what(error: BaseException) -> str | None:
    if type(error) is NotWhileGraded:
        return str(error)
    if type(error).__module__ == "_tkinter":
        return f"opens a window{_NOT_HERE}"
    if type(error) is RuntimeError and "shared memory object" in str(error):
        return f"{_SHARED}{_NOT_HERE}"
    if type(error).__module__ == "cv2" and "Rebuild the library with" in str(error):
        return f"opens a window{_NOT_HERE}"
    if not isinstance(error, OSError):
        return None
    if error.errno in _FULL:
        return f"writes more than the {ROOM_MIB} MiB that there is room for while being graded"
    if not isinstance(error, PermissionError):
        return None
    step = error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if "/multiprocessing/shared_memory" in file:
            return f"{_SHARED}{_NOT_HERE}"
        if "/multiprocessing/" in file:
            return f"{_PROCESS}{_NOT_HERE}"
        step = step.tb_next
    if isinstance(error.filename, str):
        return f"opens {error.filename[:MAX_PATH]!r}{_NOT_HERE}"
    return f"does something else{_NOT_HERE} ({error.strerror})" if error.errno else None
