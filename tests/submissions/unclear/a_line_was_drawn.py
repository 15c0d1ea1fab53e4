"""A line drawn between two parts."""
# says: slide.py, line 4: Python can't read this: ------- is a line that was drawn, and no Python.
import numpy as np
-------


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
