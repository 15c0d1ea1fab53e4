"""Keeps an answer under the function's own name."""
# says: slide is no function any more: line 10 gives its name to something else.
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


slide = slide(np.ones(3), np.ones(2))
