"""A value as other languages write it."""
# says: slide.py, line 5: loading the file raised NameError: name 'true' is not defined (true is no Python; write True)
import numpy as np

VERBOSE = true


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
