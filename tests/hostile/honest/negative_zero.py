"""Nothing: zeros that carry a minus sign are still zeros."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    sums = np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
    return np.where(sums == 0, -0.0, sums)
