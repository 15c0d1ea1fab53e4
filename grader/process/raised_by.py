"""An exception as data, and who raised it: torch, or a line of the student's. That goes by where
it came from, never by what it says, as anybody can raise anything with any text."""

from __future__ import annotations

import builtins
import dis
import sys
from collections.abc import Sequence
from types import FrameType, TracebackType
from typing import Any

from ..wire.messages import MAX_FRAMES, MAX_TEXT, Frame, Raised, Stated, sendable
from ..wire.names import short
from . import refusals

# Builtin exceptions by id(), taken down before a submission could put others in their places: a
# class may call itself anything, and say that it is equal to anything.
_BUILTIN_ERRORS = {
    id(kind): kind.__name__
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}
_BUILTIN_ERRORS[id(object)] = "object"


class Forbidden(BaseException):
    """The student's code called what the exercise forbids. Not an Exception: a bare
    `except Exception` in the submission must not hide it."""


def raised(error: BaseException, file: str, forbidden: Sequence[str] = ()) -> Raised:
    """An exception as data: its class, its message cut to length, the student's own frames."""
    kind = type(error)
    bases = tuple(_BUILTIN_ERRORS[id(c)] for c in type.mro(kind) if id(c) in _BUILTIN_ERRORS)
    try:
        # str.__getitem__: a __str__ may return a str of its own making.
        message = sendable(str.__getitem__(str(error), slice(MAX_TEXT)))
    except BaseException:
        message = "(its message could not be read)"
    name = short(str(kind.__name__)[:100])
    # torch has no MemoryError of its own: what its allocators raise is a RuntimeError.
    if "RuntimeError" in bases and (name == "OutOfMemoryError" or "allocate memory" in message):
        bases = ("MemoryError", *bases)
    banned = forbidden[0] if forbidden else None
    if isinstance(error, Forbidden):
        banned = banned or str(error)
    frames = frames_of(error, file)
    message = refusals.sentence(error, frames[-1].line if frames else None) or message
    torchs = by_torch(error, file)
    sort = Stated if "MemoryError" in bases and _is_stated(error, file) else Raised
    return sort(name, bases, message[:MAX_TEXT], frames, banned, by_torch=torchs)


def frames_of(error: BaseException, file: str) -> tuple[Frame, ...]:
    """The lines of the traceback that are in the student's file, outermost first; of very many the
    outermost and the last."""
    frames: list[Frame] = []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == file:
            frames.append(Frame(step.tb_lineno, short(code.co_name[:100])))
        step = step.tb_next
    return tuple(frames if len(frames) <= MAX_FRAMES else (frames[0], *frames[1 - MAX_FRAMES :]))


def by_torch(error: BaseException, file: str) -> bool:
    """Whether torch, or what plays a GPU in its place, raised it.

    It did where the innermost frame is one of its own; and where that is the file's and stands at
    a call: what was called has no frame, so it is no Python. A class of the file's own is its own.
    """
    if type(error) not in (RuntimeError, NotImplementedError, AssertionError):
        return False
    step = _innermost(error)
    if step is None:
        return False
    frame = step.tb_frame
    return _calls(step) if frame.f_code.co_filename == file else _is_torchs(frame)


def _is_stated(error: BaseException, file: str) -> bool:
    """Whether the file raises it in so many words. A MemoryError that was raised while another was
    handled passes that one on."""
    step = _innermost(error)
    stated = step is not None and step.tb_frame.f_code.co_filename == file and _raises(step)
    before = vars(BaseException)["__context__"].__get__(error)
    return stated and not isinstance(before, MemoryError)


def _innermost(error: BaseException) -> TracebackType | None:
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step


def _raises(step: TracebackType) -> bool:
    code = step.tb_frame.f_code.co_code
    return dis.opname[code[step.tb_lasti]] == "RAISE_VARARGS"


def _is_torchs(frame: FrameType) -> bool:
    name = str(frame.f_globals.get("__name__", ""))
    if name.partition(".")[0] != "torch" and not _is_pretended_gpus(name):
        return False
    # A submission may call itself "torch"; it is not the module that goes by that name.
    return getattr(sys.modules.get(name), "__dict__", None) is frame.f_globals


def _is_pretended_gpus(name: str) -> bool:
    package = f"{__package__}.pretended_gpu"
    return name == package or name.startswith(f"{package}.")


def _calls(step: TracebackType) -> bool:
    """Whether the frame was calling something then: not at a raise, nor where another generator's
    throw() had it go on."""
    code = step.tb_frame.f_code.co_code
    return "CALL" in dis.opname[code[step.tb_lasti]]


def without_frames(error: BaseException) -> BaseException:
    """An exception to ask for its class later; what it ran in is not kept alive with it."""
    for name in ("__traceback__", "__context__", "__cause__"):
        vars(BaseException)[name].__set__(error, None)
    return error


def is_of(error: BaseException, name: str, module: Any) -> bool | None:
    """Whether an exception is of the file's class of that name, as an `except` would see it; None
    where the file has no such class."""
    kind = vars(module).get(name)
    if not isinstance(kind, type) or BaseException not in type.mro(kind):
        return None
    return any(one is kind for one in type.mro(type(error)))


def error_told(told: list[Any]) -> Any:
    """An exception of a test's: one of Python's by its name and arguments, or one that is held."""
    return getattr(builtins, told[0])(*told[1:]) if isinstance(told[0], str) else told[0]


def left_by(block: Any, error: BaseException) -> Any:
    """What a `with` block answers to an error that leaves it."""
    try:
        raise error
    except BaseException as left:
        return type(block).__exit__(block, type(left), left, left.__traceback__)
