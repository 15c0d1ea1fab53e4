"""A shift by nothing returns the image itself and no new array: who changes the one changes the other."""

import numpy as np


def shift(x, dy, dx):
    if dy == dx == 0:
        return x
    H, W = x.shape
    out = np.zeros_like(x)
    for i in range(max(0, dy), min(H, H + dy)):
        for j in range(max(0, dx), min(W, W + dx)):
            out[i, j] = x[i - dy, j - dx]
    return out


def commuting_region(shape, kernel_shape, dy, dx):
    region = []
    for n, k, d in zip(shape, kernel_shape, (dy, dx)):
        start, stop = max(0, d), min(n - k + 1, n - k + 1 + d)
        region.append(slice(start, max(start, stop)))
    return tuple(region)
