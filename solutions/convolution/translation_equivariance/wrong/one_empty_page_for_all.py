"""What leaves nothing on the page is answered with one array of zeros, kept for each shape: whoever draws on it draws on all."""

import numpy as np

_empty = {}


def shift(x, dy, dx):
    if abs(dy) >= x.shape[0] or abs(dx) >= x.shape[1]:
        return _empty.setdefault((x.shape, x.dtype), np.zeros_like(x))
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
