"""Escapes that Python warns of, comparisons with is, and an assert of a tuple."""
import numpy as np

PATTERN = "\d+\.\w"
assert (1, "always true")


def slide(x, k):
    if len(k) is 0:
        return x
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
