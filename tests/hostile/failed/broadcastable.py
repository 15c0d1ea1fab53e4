"""The right numbers in a shape that broadcasts against the right one."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    return np.array([[np.dot(x[i : i + len(k)], k)] for i in range(len(x) - len(k) + 1)])
