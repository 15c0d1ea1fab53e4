"""Very small numbers are taken for rounding errors and set to zero, though they are pixels."""

import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    out = np.zeros_like(x)
    for i in range(max(0, dy), min(H, H + dy)):
        for j in range(max(0, dx), min(W, W + dx)):
            out[i, j] = x[i - dy, j - dx]
    out[np.abs(out) < 1e-6] = 0
    return out


def commuting_region(shape, kernel_shape, dy, dx):
    region = []
    for n, k, d in zip(shape, kernel_shape, (dy, dx)):
        start, stop = max(0, d), min(n - k + 1, n - k + 1 + d)
        region.append(slice(start, max(start, stop)))
    return tuple(region)
