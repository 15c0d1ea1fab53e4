"""Names a type that it doesn't import."""
# says: slide.py, line 6: loading the file raised NameError: name 'List' is not defined (the import is missing: from typing import List)
import numpy as np


def rows(x: List[int]):
    return x


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
