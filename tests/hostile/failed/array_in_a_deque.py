"""A deque of arrays, of which two are neither equal nor different."""
# exercise: tiny/slide

from collections import deque

import numpy as np


def slide(x, k):
    np.dot(x[: len(k)], k)
    return deque([np.zeros(2)])
