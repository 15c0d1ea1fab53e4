"""A forbidden function in a partial, handed to a library function that calls it."""
# exercise: tiny/slide

from functools import partial

import numpy as np


def slide(x, k):
    return np.apply_along_axis(partial(vars(np)["corr" + "elate"], v=k, mode="valid"), 0, x)
