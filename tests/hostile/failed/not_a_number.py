"""NaN as a wildcard."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    return np.full(len(x) - len(k) + 1, np.nan)
