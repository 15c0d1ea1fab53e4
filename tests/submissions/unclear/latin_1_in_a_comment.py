"""Right, but for a comment in an encoding that the file doesn't declare."""
# says: slide.py, line 7: Python can't read this: 'utf-8' codec can't decode byte 0xe9, number 261, in line 7; save the file as UTF-8.
import numpy as np


def slide(x, k):
    # André wrote it.
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
