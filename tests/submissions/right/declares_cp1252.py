#!/usr/bin/python
# vim: set fileencoding=cp1252 :
"""The second line declares an encoding of Windows."""
import numpy as np

price = "5 €"
assert len(price) == 3

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
