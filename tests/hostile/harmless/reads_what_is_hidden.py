"""Reads the solutions, the checks, the recorded cases and the user's own files."""
# exercise: tiny/slide

import glob
import os

import numpy as np


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError:
        return
    raise SystemExit(f"it worked: {attempt} {arguments}")

refused(open, "@SOLUTIONS@/tiny/slide/solution.py")
refused(open, "@SOLUTIONS@/tiny/slide/checks.py")
refused(open, "@CACHE@/tiny/slide.cases", "rb")
refused(open, "@CANARY@")
refused(open, "@REPO@/solutions/convolution/naive_conv/solution.py")
refused(open, "/etc/shadow")
refused(open, "/root/.bashrc")
for folder in ("@SOLUTIONS@", "@CACHE@", "@FOLDER@", "/root", "/home", "..", "/", "/proc"):
    refused(os.listdir, folder)
assert not glob.glob("@FOLDER@/*")
assert not glob.glob("@SOLUTIONS@/**/*.py", recursive=True)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
