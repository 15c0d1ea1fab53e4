"""Sockets of every family, names on the network, and the descriptors that are open already."""
# exercise: tiny/slide

import os
import socket

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")

for family in range(1, 46):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        refused(socket.socket, family, kind)
refused(socket.socketpair, socket.AF_UNIX, socket.SOCK_DGRAM)
refused(socket.create_connection, ("127.0.0.1", 22))
refused(socket.getaddrinfo, "example.com", 80)
for number in range(64):
    try:
        wire = socket.socket(fileno=os.dup(number))
    except OSError:
        continue
    refused(wire.recvmsg, 1, 1024)
    refused(wire.sendmsg, [b""], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, b"\0\0\0\0")])
    refused(wire.setsockopt, socket.SOL_SOCKET, 26, b"")
    refused(wire.sendto, b"x", "\0attack")


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
