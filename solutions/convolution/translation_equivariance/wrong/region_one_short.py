"""The region ends one row and one column too early: H − kh + 1 places fit, and a slice ends before its stop."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    out = np.zeros_like(x)
    for i in range(H):
        for j in range(W):
            if 0 <= i + dy < H and 0 <= j + dx < W:
                out[i + dy, j + dx] = x[i, j]
    return out


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh
    out_w = W - kw
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
