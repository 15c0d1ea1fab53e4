"""A path of Windows that is no raw text."""
# says: slide.py, line 4: Python can't read this: \U in a text begins a sign's number; with r before its quotes it is only a path.
import numpy as np
folder = "C:\Users\ana"


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
