"""Equal values as Python objects in an array."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    sums = [np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)]
    return np.array(sums, dtype=object)
