"""Their side where workers can't be forked: a process warms up, waits, and becomes a worker."""

from __future__ import annotations

import os
import socket

from ..confine import confine
from ..confine.scratch import Scratch
from ..wire import messages
from ..wire.messages import HEADER, Fork, Start, WireError
from . import bytecode
from .main import Worker, warm_up
from .runtime_rules import Watch


def main(port: str, token: str, home: str) -> None:
    """port: where the grader listens on this machine; home: the folder that may be written in."""
    wire = socket.create_connection(("127.0.0.1", int(port)))
    wire.sendall(token.encode())
    start = _received(wire)
    assert isinstance(start, Start)
    watch = Watch()
    with bytecode.kept(start.bytecode, start.requires) as more:
        ready = warm_up(start, watch)
    wire.sendall(messages.frame(messages.encode(ready)))
    request = _received(wire)
    if not isinstance(request, Fork):
        return
    readable = (*confine.default_readable(hidden=start.hidden), *more)
    Worker(request, start, watch, readable, Scratch(home)).serve(wire)


def _received(wire: socket.socket) -> messages.ToParent | None:
    """What the grader says next; None where it is gone."""
    head = _exactly(wire, HEADER.size)
    return messages.to_parent(_exactly(wire, HEADER.unpack(head)[0]))


def _exactly(wire: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = wire.recv(size - len(parts))
        if not part:
            os._exit(0)  # the grader needs no more workers
        parts += part
    if len(parts) != size:
        raise WireError("more than was announced")
    return bytes(parts)
