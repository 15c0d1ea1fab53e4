"""The name of a library is misspelt."""
# says: slide.py, line 3: loading the file raised ModuleNotFoundError: No module named 'nunpy' (nunpy is not installed here; is numpy meant?)
import nunpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
