"""The page is made once for each size; every shift wipes it and hands it out again, and so overwrites the image that it gave before."""
import numpy as np

_pages = {}


def shift(x, dy, dx):
    H, W = x.shape
    y = _pages.setdefault((H, W, x.dtype.str), np.zeros_like(x))
    y[:] = 0
    for i in range(H):
        for j in range(W):
            if 0 <= i + dy < H and 0 <= j + dx < W:
                y[i + dy, j + dx] = x[i, j]
    return y


def commuting_region(shape, kernel_shape, dy, dx):
    slices = []
    for n, k, d in zip(shape, kernel_shape, (dy, dx)):
        m = n - k + 1
        start = max(0, d)
        slices.append(slice(start, max(start, min(m, m + d))))
    return tuple(slices)
