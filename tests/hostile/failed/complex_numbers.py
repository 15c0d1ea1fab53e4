"""Equal values in a dtype that is not asked for."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) + 0j for i in range(len(x) - len(k) + 1)])
