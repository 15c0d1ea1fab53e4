"""A process is started in every way there is."""
# exercise: tiny/slide

import ctypes
import os
import pty
import subprocess
import sys

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")

program = [sys.executable, "-c", "open('@FOLDER@/started', 'w')"]
libc = ctypes.CDLL(None, use_errno=True)


def execve():
    arguments = (ctypes.c_char_p * 4)(*map(os.fsencode, program), None)
    if libc.execve(os.fsencode(program[0]), arguments, None) != 0:
        raise OSError(ctypes.get_errno(), "execve")


def clone3():
    data = (ctypes.c_uint64 * 11)(0, 0, 0, 0, 17)
    if libc.syscall(435, data, ctypes.sizeof(data)) < 0:
        raise OSError(ctypes.get_errno(), "clone3")


refused(os.fork)
refused(os.forkpty)
refused(pty.fork)
refused(subprocess.run, program)
refused(os.posix_spawn, program[0], program, {})
refused(os.execv, program[0], program)
refused(os.popen, "touch @FOLDER@/started")
refused(execve)
refused(clone3)
assert os.system("touch @FOLDER@/started") != 0
assert libc.system(b"touch @FOLDER@/started") != 0


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
