"""Ends with what it does, and no comment."""
# says: slide.py, line 9: Python can't read this: this is a sentence; put # before it.
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])

This function adds up the products.
