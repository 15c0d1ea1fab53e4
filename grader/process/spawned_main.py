"""Their side where workers can't be forked: a process warms up, waits, and becomes a worker."""

from __future__ import annotations

import contextlib
import socket
import sys

from ..confine import confine
from ..confine.scratch import Scratch
from ..wire import messages
from ..wire.parent_messages import Fork, Start, Warm, to_parent
from ..wire.stream import received
from . import bytecode, line_ends, warm
from .main import warm_up
from .runtime_rules import Watch
from .serve import Server


def main(port: str, token: str, home: str) -> None:
    """port: where the grader listens on this machine; home: the folder that may be written in."""
    wire = socket.create_connection(("127.0.0.1", int(port)))
    # A short message waits for no other: on a Windows each question would cost 40 to 200 ms.
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    wire.sendall(token.encode())
    # Where the grader is gone, no more workers are needed.
    with contextlib.suppress(ConnectionError):
        _become_a_worker(wire, home)


def _become_a_worker(wire: socket.socket, home: str) -> None:
    start = to_parent(received(wire))
    assert isinstance(start, Start)
    watch = Watch()
    kept = bytecode.kept(start.bytecode, start.requires)
    with kept as more, warm.nothing_collected():
        ready = warm_up(start, watch)
    wire.sendall(messages.frame(messages.encode(ready)))
    request = to_parent(received(wire))
    while isinstance(request, Warm):
        warm.modules(request.modules)
        request = to_parent(received(wire))
    assert isinstance(request, Fork)
    if sys.platform == "win32":
        line_ends.same_everywhere()
    readable = (*confine.default_readable(hidden=start.hidden), *more)
    Server(request, start, watch, readable, Scratch(home)).serve(wire)
