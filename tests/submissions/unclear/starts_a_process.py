"""Asks git which version of the file this is, at the top."""
# says: slide.py: line 6 starts a process, which isn't possible while being graded.
import subprocess
import numpy as np

print(subprocess.check_output(["git", "describe"]))

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
