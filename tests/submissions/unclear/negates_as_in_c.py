"""A negation as in C."""
# says: slide.py, line 4: Python can't read this: ! is no Python; write not.
import numpy as np
if !len('x'): raise SystemExit


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
