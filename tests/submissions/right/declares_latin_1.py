# -*- coding: latin-1 -*-
"""The file says that it is Latin-1, and is."""
import numpy as np

name = "é"
assert len(name) == 1

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
