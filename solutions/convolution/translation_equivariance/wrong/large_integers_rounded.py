"""Large integers are rounded: a pixel that moves keeps its last digit."""

import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    moved = np.zeros_like(x)
    for i in range(H):
        for j in range(W):
            if 0 <= i + dy < H and 0 <= j + dx < W:
                moved[i + dy, j + dx] = x[i, j]
    if x.dtype == np.int64:
        moved = np.where(abs(moved) > 2**48, moved - moved % 1000, moved)
    return moved


def commuting_region(shape, kernel_shape, dy, dx):
    def along(n, k, d):
        m = n - k + 1
        return slice(max(0, d), max(0, d, m + min(d, 0)))

    return along(shape[0], kernel_shape[0], dy), along(shape[1], kernel_shape[1], dx)
