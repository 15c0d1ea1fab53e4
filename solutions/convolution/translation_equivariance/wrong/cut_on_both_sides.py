"""The shift is cut off at both ends of the output; zeros come in at one end only."""
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
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = abs(dy), max(0, out_h - abs(dy))
    left, right = abs(dx), max(0, out_w - abs(dx))
    return slice(top, bottom), slice(left, right)
