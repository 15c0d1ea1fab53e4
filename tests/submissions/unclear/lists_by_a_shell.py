"""Has the shell of a notebook list files, in an assignment."""
# says: slide.py, line 4: Python can't read this: !ls is a notebook's command and no Python.
import numpy as np
files = !ls


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
