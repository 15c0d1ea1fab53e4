"""Asks a notebook what a function does."""
# says: slide.py, line 4: Python can't read this: ? asks a notebook for help, and is no Python.
import numpy as np
np.dot?


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
