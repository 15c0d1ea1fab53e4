"""kata as on a Mac, as far as that goes by taking away: what is left has to do.

A Mac has no Landlock, seccomp, prctl, /proc, pidfd, memfd and SOCK_SEQPACKET, and a fork isn't safe
there once Apple's frameworks are loaded. What only a Mac can tell is in docs/systems.md.
"""

from __future__ import annotations

import builtins
import os
import platform
import socket
import sys
import sysconfig
from pathlib import Path
from typing import Any

_BOOT = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import mac\n"


def _gone(*_: object, **__: object) -> None:
    raise AssertionError("a Mac has no such thing")


def take_away() -> None:
    # They ask what was built, and this Python was built elsewhere.
    sysconfig.get_config_vars()
    platform.uname()
    sys.platform = "darwin"
    for module, names in (
        (os, ("pidfd_open", "memfd_create", "fork", "unshare", "sched_setaffinity")),
        (socket, ("SOCK_SEQPACKET",)),
    ):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    socket.send_fds = socket.recv_fds = _gone  # type: ignore[assignment]
    opened = builtins.open

    def no_proc(file: Any, *arguments: Any, **named: Any) -> Any:
        if str(file).startswith("/proc"):
            raise FileNotFoundError(2, "No such file or directory", str(file))
        return opened(file, *arguments, **named)

    builtins.open = no_proc


take_away()

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from grader.cli import main
    from grader.process import spawned

    spawned._BOOT = _BOOT + spawned._BOOT
    main(sys.argv[1:])
