"""A call at the end fails three functions further down."""
# note: Line 18, top(), raised ZeroDivisionError: division by zero
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


def low():
    return 1 / 0


def top():
    return low()


top()
