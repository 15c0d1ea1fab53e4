"""The last character is the end of a file in DOS."""
# says: slide.py, line 8: Python can't read this: there is a control character, U+001A, which is no text.
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
