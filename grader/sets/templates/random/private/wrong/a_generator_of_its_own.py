"""The random numbers come from a generator of the function's own, not from the one it was given."""

import numpy as np


def NAME(rng, p, n):
    return np.random.default_rng(0).random(n) < p
