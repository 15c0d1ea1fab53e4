"""A pair of sockets of its own is used to pass descriptors, and to reach whoever listens."""
# exercise: tiny/slide

import array
import socket

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")


ours, theirs = socket.socketpair()
ours.sendall(b"only bytes")
assert theirs.recv(100) == b"only bytes"
rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))]
refused(ours.sendmsg, [b"x"], rights)
refused(ours.sendmsg, [b"x"])
refused(theirs.recvmsg, 1, 1024)
refused(socket.recv_fds, theirs, 1, 1)
refused(ours.bind, "socket")
refused(ours.bind, "\0abstract")
refused(ours.connect, "\0abstract")
refused(ours.sendto, b"x", "\0abstract")
refused(ours.listen)
refused(ours.setsockopt, socket.SOL_SOCKET, 16, 1)  # SO_PASSCRED
for kind in (socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
    refused(socket.socketpair, socket.AF_UNIX, kind)
refused(socket.socketpair, 30)  # AF_TIPC


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
