"""Parentheses from a Chinese keyboard."""
# says: slide.py, line 4: Python can't read this: （ is a sign for print; Python's is (.
import numpy as np
print（1）


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
