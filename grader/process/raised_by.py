"""Who raised an exception: torch, or a line of the student's. Goes by where it came from, never by
what it says, as anybody can raise anything with any text."""

from __future__ import annotations

import dis
import sys
from types import FrameType, TracebackType


def by_torch(error: BaseException, file: str) -> bool:
    """Whether torch, or what plays a GPU in its place, raised it.

    It did where the innermost frame is one of its own; and where that is the file's and stands at
    a call: what was called has no frame, so it is no Python. A class of the file's own is its own.
    """
    if type(error) not in (RuntimeError, NotImplementedError, AssertionError):
        return False
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if step is None:
        return False
    frame = step.tb_frame
    return _calls(step) if frame.f_code.co_filename == file else _is_torchs(frame)


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
