"""One window for each place where it fits."""

import numpy as np


def NAME(x, k):
    return np.array([x[i : i + k].sum() for i in range(len(x) - k + 1)])
