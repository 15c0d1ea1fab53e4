"""Images of float32 are rounded to float16, which keeps three digits of their seven."""
import numpy as np


def shift(x, dy, dx):
    if x.dtype == np.float32:
        x = x.astype(np.float16).astype(np.float32)
    H, W = x.shape
    out = np.zeros_like(x)
    for i in range(H):
        for j in range(W):
            if 0 <= i + dy < H and 0 <= j + dx < W:
                out[i + dy, j + dx] = x[i, j]
    return out


def commuting_region(shape, kernel_shape, dy, dx):
    out_h, out_w = (n - k + 1 for n, k in zip(shape, kernel_shape))
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
