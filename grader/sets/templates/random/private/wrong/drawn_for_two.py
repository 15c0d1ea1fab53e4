"""One random number decides two flips in a row: each flip needs its own."""

import numpy as np


def NAME(rng, p, n):
    return np.repeat(rng.random(n // 2 + 1) < p, 2)[:n]
