"""Signals, debuggers and foreign memory, aimed at the grader and at all processes."""
# exercise: tiny/slide

import ctypes
import os
import signal

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def call(number, *arguments):
    if libc.syscall(number, *map(ctypes.c_long, arguments)) < 0:
        raise OSError(ctypes.get_errno(), "refused")


grader, parent = int("@GRADER@"), os.getppid()
for victim in (grader, parent, 1, 0, -1, -os.getpgrp(), -grader):
    refused(os.kill, victim, signal.SIGKILL if victim > 1 else 0)
for victim in (grader, parent):
    refused(os.killpg, victim, signal.SIGKILL)
    refused(os.pidfd_open, victim)
    refused(call, 101, 16, victim, 0, 0)  # ptrace attach
    refused(call, 310, victim, 0, 0, 0, 0, 0)  # process_vm_readv
    refused(call, 311, victim, 0, 0, 0, 0, 0)  # process_vm_writev
    refused(call, 302, victim, 7, 0, 0)  # prlimit64
    refused(os.sched_setaffinity, victim, {0})
    refused(os.setpriority, os.PRIO_PROCESS, victim, 19)
refused(call, 157, 0x59616D61, -1, 0, 0, 0)  # prctl: anybody may trace us
refused(call, 157, 4, 1, 0, 0, 0)  # prctl: dumpable again
refused(call, 157, 1, 0, 0, 0, 0)  # prctl: no death with the parent
refused(call, 308, 0, 0)  # setns
refused(call, 272, 0x10000000)  # unshare
refused(call, 165, 0, 0, 0, 0, 0)  # mount
refused(call, 161, 0)  # chroot
refused(call, 425, 8, 0)  # io_uring_setup
refused(call, 319, 0, 0)  # memfd_create
refused(call, 322, 3, 0, 0, 0, 0x1000)  # execveat
refused(call, 321, 0, 0, 0)  # bpf
refused(call, 298, 0, 0, -1, -1, 0)  # perf_event_open
refused(call, 250, 0, 0)  # keyctl
refused(call, 323, 0)  # userfaultfd
refused(call, 438, 3, 0, 0)  # pidfd_getfd
refused(os.setuid, 0)
refused(os.setsid)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
