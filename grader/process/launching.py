"""Starts the process that becomes a warm parent; `kata check` does so before it knows for what.

Until it is told, that process loads our own code, as the command does beside it: a tenth of a
second of each, which nobody then waits for. So with the libraries of an exercise, once it is known
which: they are imported while the command loads what grades. Knows neither exercise nor message.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from . import bytecode
from .interpreter import command, environment
from .warm import EXPECT

# It ends at once: Python would take NumPy or torch apart first, and the grader waits for that.
BOOT = """
import os
import sys
root, control, kept = sys.argv[1:]
added = root not in sys.path
if added:
    sys.path.append(root)
from grader.process import bytecode
with bytecode.looked_for_in(kept):
    from grader.process.main import main
if added:
    sys.path.remove(root)
main(int(control))
os._exit(0)
"""
# The process, and our end of the socket on which it is told what to do; it ends when that closes.
Launched = tuple["subprocess.Popen[bytes]", socket.socket]


def launched(cuda: bool = False, boot: str = BOOT) -> Launched:
    """Raises OSError where this machine has no room for one more process."""
    root = str(Path(__file__).resolve().parents[2])
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        with theirs:
            process = subprocess.Popen(
                command(boot, root, str(theirs.fileno()), bytecode.elsewhere()),
                env=environment(cuda),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("KATA_DEBUG") else subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # a Ctrl-C at the terminal is for us to handle
            )
    except OSError:
        ours.close()
        raise
    return process, ours


def begin() -> None:
    """Starts one that is wanted soon; not where our code has no bytecode yet, as both would compile
    the same files. Where it fails, whoever wants it meets that again."""
    if not bytecode.is_compiled(os.path.join(os.path.dirname(__file__), "main.py")):
        return
    with contextlib.suppress(OSError):
        _begun.append(launched())


def expect(modules: Sequence[str]) -> None:
    """Has the one that was begun import these: it will be wanted for them."""
    for _, ours in _begun:
        with contextlib.suppress(OSError):
            ours.send(EXPECT + " ".join(modules).encode())


def begun() -> Launched | None:
    """The one that was begun, once: whoever asks has to end it."""
    return _begun.pop() if _begun else None


def end_begun() -> None:
    """Ends what nobody wanted: a command may fail before it grades anything."""
    while _begun:
        process, ours = _begun.pop()
        ours.close()
        process.kill()
        process.wait()


_begun: list[Launched] = []
