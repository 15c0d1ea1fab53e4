"""An array of a terabyte."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    return np.ones(10**11)
