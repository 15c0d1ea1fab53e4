"""Says which system calls a process may still make. Knows numbers; knows nothing about files.

A filter of classic BPF, installed with `seccomp(2)`, sees a call's number and its six arguments,
but not what a pointer points to. So paths are `landlock.py`'s business, and this file decides
about kinds of call: no new process, no program, no socket but a pair of its own, no signal to
anyone else, no debugger, no namespaces, no keys, no modules, no change to a file's mode, owner or
times.

It is an allow-list. A call that is not named in `system_calls.py` fails with EPERM; one newer than
that table fails with ENOSYS, as it would on an older kernel, so that a C library falls back to a
call that is named. A call made through another architecture's door (i386, x32) ends the process:
numbers mean other calls there.

Our own, rather than the package pyseccomp, because pyseccomp needs the system's libseccomp.so.

Source: Linux kernel documentation, userspace-api/seccomp_filter.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from .system_calls import (
    CONDITIONAL,
    FOR_DEVICES,
    FREE,
    NEWEST_KNOWN,
    PRETEND_DONE,
    PRETEND_MISSING,
)

_COLUMN = {"x86_64": 0, "aarch64": 1}
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_X32_BIT = 0x40000000

_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _RETURN, _AND = 0x20, 0x06, 0x54
_IF_EQUAL, _IF_GREATER, _IF_AT_LEAST, _IF_ANY_BIT = 0x15, 0x25, 0x35, 0x45
# struct seccomp_data: int nr; u32 arch; u64 instruction_pointer; u64 args[6].
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16

# What pthread_create passes (glibc 0x3d0f00, musl adds CLONE_DETACHED). CLONE_THREAD without
# which clone makes a process; any other bit asks for a namespace, a tracer, a pidfd or a signal.
_CLONE_THREAD = 0x00010000
_THREAD_FLAGS = 0x007D0F00

# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_GETLK, F_DUPFD_CLOEXEC, F_GETPIPE_SZ. Not F_SETOWN with
# F_SETSIG: together they have the kernel send any signal to any process of the same user.
_FCNTL = (0, 1, 2, 3, 5, 1030, 1032)
# F_ADD_SEALS, F_GET_SEALS
_FCNTL_FOR_DEVICES = (1033, 1034)
# F_SETLK, F_SETLKW: answered as done, and not done. SQLite locks its file, in a folder that is
# nobody else's; and a real lock could keep others from files that they and the worker read.
_LOCKS = (6, 7)
# F_SETFL without O_ASYNC: on a terminal that sends SIGIO, which kills, to whoever is in front.
_F_SETFL, _O_ASYNC = 4, 0x2000
# TCGETS and TIOCGWINSZ (is this a terminal, how wide), FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
# Not TIOCSTI, which types into the terminal, nor FIOSETOWN, which is F_SETOWN again.
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
_TERMINAL_IOCTLS, _SOCKET_IOCTLS = 0x5400, 0x8900
# Reads about ourselves, thread names, and names for anonymous memory. Not the death signal, not
# dumpable, not PR_SET_PTRACER.
_PRCTL = (2, 3, 15, 16, 21, 23, 30, 39, 0x53564D41)
# SO_TYPE, SO_ERROR, SO_SNDBUF, SO_RCVBUF, SO_PROTOCOL, SO_DOMAIN: what `socket.socket(fileno=…)`
# asks. Not SO_PEERPIDFD, a handle on the grader.
_GETSOCKOPT = (3, 4, 7, 8, 38, 39)
# <linux/socket.h>, <linux/net.h>
_AF_UNIX, _SOCK_STREAM, _SOCK_SEQPACKET, _SOCKET_FLAGS = 1, 1, 5, 0o2000000 | 0o4000
# O_TRUNC with O_RDONLY empties a file, and Landlock before ABI 3 takes it for reading.
_ACCESS_AND_TRUNCATE, _READ_ONLY_TRUNCATE = 0x203, 0x200
# __O_TMPFILE: a file that never had a name is in no folder where it could be counted.
_WITHOUT_A_NAME = 0x400000

_WHY = {
    errno.ENOSYS: "this kernel has no seccomp filters",
    errno.EINVAL: "this kernel has no seccomp filters that end a process (Linux 4.14)",
    errno.EPERM: "an outer sandbox forbids seccomp filters",
}

_LIBC: Any = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """One instruction: struct sock_filter. Jumps count the instructions to skip."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


_PERMIT = _op(_RETURN, _ALLOW)
_REFUSE = _op(_RETURN, _ERRNO | errno.EPERM)
_MISSING = _op(_RETURN, _ERRNO | errno.ENOSYS)
_DONE = _op(_RETURN, _ERRNO)
_END = _op(_RETURN, _KILL_PROCESS)
_SIZE = len(_PERMIT)


def _low(argument: int) -> bytes:
    """Load the lower half of an argument; both architectures are little-endian."""
    return _op(_LOAD, _ARGUMENTS + 8 * argument)


def _high(argument: int) -> bytes:
    return _op(_LOAD, _ARGUMENTS + 8 * argument + 4)


def _permit_if(code: int, value: int) -> bytes:
    return _op(code, value, 0, 1) + _PERMIT


def _refuse_if(code: int, value: int) -> bytes:
    return _op(code, value, 0, 1) + _REFUSE


def _one_of(argument: int, *values: int) -> bytes:
    """Permit when the argument, an int in the kernel's eyes too, is one of these."""
    return _low(argument) + b"".join(_permit_if(_IF_EQUAL, v) for v in values) + _REFUSE


def _all_zero(*loads: bytes) -> bytes:
    return b"".join(load + _op(_IF_EQUAL, 0, 1, 0) + _REFUSE for load in loads) + _PERMIT


def _opening(flags: int) -> bytes:
    unnamed = _refuse_if(_IF_ANY_BIT, _WITHOUT_A_NAME)
    emptied = _refuse_if(_IF_EQUAL, _READ_ONLY_TRUNCATE)
    return _low(flags) + unnamed + _op(_AND, _ACCESS_AND_TRUNCATE) + emptied + _PERMIT


def _unix_socket(kind: int) -> bytes:
    """AF_UNIX, one kind with whatever of SOCK_CLOEXEC and SOCK_NONBLOCK, no protocol."""
    refuse_family = _low(0) + _op(_IF_EQUAL, _AF_UNIX, 1, 0) + _REFUSE
    refuse_kind = _low(1) + _op(_AND, ~_SOCKET_FLAGS & 0xFFFFFFFF)
    refuse_kind += _op(_IF_EQUAL, kind, 1, 0) + _REFUSE
    return refuse_family + refuse_kind + _all_zero(_low(2))


def _fcntl(devices: bool) -> bytes:
    set_flags = _low(2) + _refuse_if(_IF_ANY_BIT, _O_ASYNC) + _PERMIT
    skip = _op(_IF_EQUAL, _F_SETFL, 0, len(set_flags) // _SIZE)
    others = (*_FCNTL, *_FCNTL_FOR_DEVICES) if devices else _FCNTL
    locks = b"".join(_op(_IF_EQUAL, command, 0, 1) + _DONE for command in _LOCKS)
    return _low(1) + skip + set_flags + locks + _one_of(1, *others)


def _ioctl(devices: bool) -> bytes:
    """A GPU's driver has hundreds of ioctls of its own; keep out terminals and sockets only."""
    known = _low(1) + b"".join(_permit_if(_IF_EQUAL, request) for request in _IOCTL)
    if not devices:
        return known + _REFUSE
    kept_out = (_TERMINAL_IOCTLS, _SOCKET_IOCTLS)
    family = _op(_AND, 0xFF00) + b"".join(_refuse_if(_IF_EQUAL, kind) for kind in kept_out)
    return known + family + _PERMIT


def _conditional(pid: int, devices: bool) -> dict[str, bytes]:
    """What to do about each call of `CONDITIONAL`; every block ends by returning."""
    threads_only = _refuse_if(_IF_ANY_BIT, ~_THREAD_FLAGS & 0xFFFFFFFF)
    return {
        "clone": _low(0) + threads_only + _permit_if(_IF_ANY_BIT, _CLONE_THREAD) + _REFUSE,
        "fcntl": _fcntl(devices),
        "getsockopt": _one_of(2, *_GETSOCKOPT),
        "ioctl": _ioctl(devices),
        "kill": _one_of(0, pid),
        "open": _opening(1),
        "openat": _opening(2),
        "prctl": _one_of(0, *_PRCTL),
        # Reading our own limits: no other process, no new value.
        "prlimit64": _all_zero(_low(0), _low(2), _high(2)),
        # Another process of the same user could be moved onto one core and slowed down.
        "sched_setaffinity": _one_of(0, 0, pid),
        # Only to the peer: with an address, a datagram socket reaches any listener.
        "sendto": _all_zero(_low(4), _high(4)),
        # asyncio wakes itself through one. Streams only: they have no address and reach nobody.
        "socketpair": _unix_socket(_SOCK_STREAM),
        # The one that a GPU's driver listens at (`FOR_DEVICES`).
        "socket": _unix_socket(_SOCK_SEQPACKET) if devices else _REFUSE,
        "tgkill": _one_of(0, pid),
    }


def _ranges(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers as (first, last)."""
    ordered = sorted(numbers)
    breaks = [i for i, (a, b) in enumerate(pairwise(ordered), start=1) if b != a + 1]
    for start, stop in pairwise([0, *breaks, len(ordered)]):
        yield ordered[start], ordered[stop - 1]


def filter_program(machine: str, pid: int, *, devices: bool = False) -> bytes:
    """The filter for one process, as the kernel's array of struct sock_filter.

    machine: "x86_64" or "aarch64". pid: the only process that may be signalled.
    devices: leave open what device drivers need (CUDA): ioctl, and `FOR_DEVICES`.
    Raises KeyError for another machine.
    """
    column = _COLUMN[machine]
    program = _op(_LOAD, _ARCH) + _op(_IF_EQUAL, _AUDIT_ARCH[machine], 1, 0) + _END
    program += _op(_LOAD, _NUMBER)
    if machine == "x86_64":
        program += _op(_IF_AT_LEAST, _X32_BIT, 0, 1) + _END
    calls = (FREE | FOR_DEVICES) if devices else FREE
    free = [numbers[column] for numbers in calls.values()]
    for first, last in _ranges([n for n in free if n is not None]):
        program += _op(_IF_AT_LEAST, first, 0, 2) + _op(_IF_GREATER, last, 1, 0) + _PERMIT
    for name, block in _conditional(pid, devices).items():
        number = CONDITIONAL[name][column]
        if number is not None:
            program += _op(_IF_EQUAL, number, 0, len(block) // _SIZE) + block
    for numbers in PRETEND_DONE.values():
        program += _op(_IF_EQUAL, numbers[column], 0, 1) + _DONE
    for numbers in PRETEND_MISSING.values():
        program += _op(_IF_EQUAL, numbers[column], 0, 1) + _MISSING
    return program + _op(_IF_GREATER, NEWEST_KNOWN, 0, 1) + _MISSING + _REFUSE


def restrict(*, devices: bool = False) -> None:
    """Filter this process's system calls from now on; nothing can take the filter off again.

    Needs no-new-privs. Raises OSError saying why the filter can't be had here.
    """
    if sys.platform != "linux":  # the number means another call there
        raise OSError(errno.ENOSYS, "seccomp is part of Linux")
    machine = os.uname().machine
    if machine not in _COLUMN or sys.maxsize < 2**32 or sys.byteorder != "little":
        raise OSError(errno.ENOSYS, f"no filter has been written for {machine}")
    program = filter_program(machine, os.getpid(), devices=devices)
    array = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HP", len(program) // _SIZE, ctypes.addressof(array))
    # TSYNC: every thread gets the filter or none does.
    set_mode_filter, every_thread = ctypes.c_uint(1), ctypes.c_uint(1)
    result = _LIBC.syscall(ctypes.c_long(_SECCOMP[machine]), set_mode_filter, every_thread, header)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, _WHY.get(code, os.strerror(code)))
    if result > 0:
        raise OSError(errno.EBUSY, f"thread {result} could not be given the filter")
