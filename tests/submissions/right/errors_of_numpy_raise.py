"""NumPy is told to raise on overflow and the like, for good."""
import warnings

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=3, suppress=True, linewidth=200)
warnings.simplefilter("error")


def slide(x, k):
    with np.errstate(divide="ignore"):
        return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
