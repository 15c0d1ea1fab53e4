"""Reads the memory, the environment and the files of the grader and of every process above."""
# exercise: tiny/slide

import os

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")

for process in ("@GRADER@", str(os.getppid()), "1"):
    for name in ("mem", "environ", "cmdline", "maps", "fd/0", "root/etc/passwd", "cwd/x", "stat"):
        refused(open, f"/proc/{process}/{name}", "rb")
    refused(os.listdir, f"/proc/{process}/fd")
for name in ("mem", "environ"):
    refused(open, f"/proc/self/{name}", "r+b")


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
