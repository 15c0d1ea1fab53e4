"""A comment as in C."""
# says: slide.py, line 4: Python can't read this: // begins no comment in Python; write #.
import numpy as np
// the sliding sum


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
