"""Nothing: an array class with a name for its unit, and the right numbers in it."""
# exercise: tiny/slide

import numpy as np


class Pixels(np.ndarray):
    unit = "px"


def slide(x, k):
    sums = [np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)]
    return np.array(sums).view(Pixels)
