"""Exactly a share of p is heads each time: how many there are is left to chance."""

import numpy as np


def NAME(rng, p, n):
    return rng.permutation(np.arange(n) < round(p * n))
