"""A forbidden function from numpy.ma, which wraps it."""
# exercise: tiny/slide
# also: error

import numpy as np


def slide(x, k):
    return np.array([getattr(np.ma, "conv" + "olve")(x, k)])
