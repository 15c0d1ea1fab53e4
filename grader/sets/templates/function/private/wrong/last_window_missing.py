"""The last window is missing: there are W − k + 1 places, not W − k."""

import numpy as np


def NAME(x, k):
    return np.array([x[i : i + k].sum() for i in range(len(x) - k)])
