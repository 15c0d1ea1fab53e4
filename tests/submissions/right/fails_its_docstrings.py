"""Examples in docstrings are wrong, and run at the end, by doctest.

>>> slide(np.ones(3), np.ones(2)).tolist()
[3.0, 3.0]
"""
import doctest

import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


doctest.testmod(raise_on_error=False)
