"""Whole messages off a socket that waits for them."""

from __future__ import annotations

import socket

from .messages import HEADER, MAX_FRAME, WireError


def received(wire: socket.socket, most: int = MAX_FRAME) -> bytes:
    """The next message's payload. Raises ConnectionError where the other side ends first, and
    WireError for one that is too long."""
    size = HEADER.unpack(exactly(wire, HEADER.size))[0]
    if size > most:
        raise WireError("a frame that is too long")
    return exactly(wire, size)


def exactly(wire: socket.socket, size: int) -> bytes:
    """So many bytes. Raises ConnectionError where the other side ends first."""
    parts = bytearray()
    while len(parts) < size:
        part = wire.recv(min(size - len(parts), 2**20))
        if not part:
            raise ConnectionError("the other side has ended")
        parts += part
    return bytes(parts)
