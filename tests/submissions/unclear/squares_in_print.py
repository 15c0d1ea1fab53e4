"""A square as in a book."""
# says: slide.py, line 5: Python can't read this: ² is a sign for print; Python's is **2.
import numpy as np
n = 3
m = n²


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
