"""An exception that no except clause is meant to catch, after the function."""
# note: Line 10, raise KeyboardInterrupt, raised KeyboardInterrupt
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


raise KeyboardInterrupt
