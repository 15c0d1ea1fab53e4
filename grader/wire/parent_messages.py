"""What the grader asks of the warm parent, and what that answers.

grader → parent    Start, then any number of Warm, Fork and End
parent → grader    Ready, then Forked and Ended in answer
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from .messages import reader

Isolation = Literal["confined", "process"]


class Start(msgspec.Struct, tag="start", frozen=True):
    """What the warm parent imports and watches, before it ever forks."""

    requires: tuple[str, ...]
    watched: tuple[str, ...]
    hidden: tuple[str, ...]
    # Where bytecode is kept that an installation lacks; "" for nowhere.
    bytecode: str = ""
    cuda: bool = False


class Warm(msgspec.Struct, tag="warm", frozen=True):
    """What every worker of this exercise will import sooner or later, so that the parent may do it
    once. It is not answered."""

    modules: tuple[str, ...]


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """The warm parent has imported what it was asked to. unknown: functions that it should watch
    and can't find."""

    versions: dict[str, str]
    missing: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class Fork(msgspec.Struct, tag="fork", frozen=True):
    """One more worker, on the socket that comes along with this message. device: what its tensors
    may be on besides the CPU; PRETEND plays a GPU. libraries: what its file imports."""

    isolation: Isolation
    cpu_s: float
    memory_mib: int
    device: str = "cpu"
    libraries: tuple[str, ...] = ()

    @property
    def cuda(self) -> bool:
        """Whether it may use the GPU."""
        return self.device == "cuda"


class Forked(msgspec.Struct, tag="forked", frozen=True):
    pid: int


class NotForked(msgspec.Struct, tag="not_forked", frozen=True):
    """There is no room on this machine for one more process. why: in the system's words."""

    why: str


class End(msgspec.Struct, tag="end", frozen=True):
    """Kill this worker and whatever it started, and say how it ended."""

    pid: int


class Ended(msgspec.Struct, tag="ended", frozen=True):
    """status: as os.waitpid gives it, of the worker's own end or of the kill. full: it was killed
    for filling its folder. crowded: or for having too many threads."""

    pid: int
    status: int
    full: bool = False
    crowded: bool = False


ToParent = Start | Warm | Fork | End
FromParent = Ready | Forked | NotForked | Ended

to_parent: Callable[[bytes], ToParent] = reader(ToParent)
from_parent: Callable[[bytes], FromParent] = reader(FromParent)
