"""Begins with the words of whoever wrote it."""
# says: slide.py, line 3: Python can't read this: this is a sentence; put # before it.
Here is the function you asked for:

import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
