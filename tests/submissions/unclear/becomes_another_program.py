"""Becomes another program, in every call."""
# says: PermissionError: line 8 starts a process, which isn't possible while being graded
import os
import numpy as np


def slide(x, k):
    os.execvp("ls", ["ls"])
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
