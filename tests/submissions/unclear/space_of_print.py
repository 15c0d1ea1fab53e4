"""A wide space between two words."""
# says: slide.py, line 4: Python can't read this: there is a space of print, U+3000, which only looks like a space.
import numpy as np
n　= 1


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
