"""Warns in every call, of something that is deprecated."""
import warnings

import numpy as np

warnings.warn("at the top", DeprecationWarning)
warnings.filterwarnings("always")


def slide(x, k):
    warnings.warn("this will go", FutureWarning, stacklevel=2)
    "\d"
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
