"""np.roll, times a page of ones and zeros; the region by which windows keep their pixels."""
import numpy as np


def shift(x, dy, dx):
    kept = [
        (np.arange(n) - d >= 0) & (np.arange(n) - d < n) for n, d in zip(x.shape, (dy, dx))
    ]
    return np.roll(np.roll(x, dy, 0), dx, 1) * np.outer(*kept)


def commuting_region(shape, kernel_shape, dy, dx):
    parts = []
    for n, k, d in zip(shape, kernel_shape, (dy, dx)):
        moved = [m for m in range(n - k + 1) if 0 <= m - d <= n - k]
        parts.append(slice(moved[0], moved[-1] + 1) if moved else slice(0, 0))
    return tuple(parts)
