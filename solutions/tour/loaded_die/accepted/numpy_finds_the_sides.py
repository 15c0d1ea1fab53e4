"""NumPy finds all throws on the ruler at once; the list holds its integers."""

import numpy as np


def rolls(rng, weights, n):
    ends = np.cumsum(weights, dtype=float)
    points = np.array([rng.random() for _ in range(n)]) * ends[-1]
    return list(np.searchsorted(ends, points, side="right"))
