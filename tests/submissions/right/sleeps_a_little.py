"""Sleeps a little in every call, so that prints can be read."""
import time

import numpy as np


def slide(x, k):
    time.sleep(0.001)
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
