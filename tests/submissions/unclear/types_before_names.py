"""A name with its type before it, as in C."""
# says: slide.py, line 4: Python can't read this: int n is no Python; a name needs no such word before it.
import numpy as np
int n = 5


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
