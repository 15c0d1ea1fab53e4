"""A crash handler that most test runners enable too."""
import faulthandler

import numpy as np

faulthandler.enable()


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])

