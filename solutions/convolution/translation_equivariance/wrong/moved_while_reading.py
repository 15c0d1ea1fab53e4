"""Pixels are moved within one array, so that later ones are read after they have changed."""
import numpy as np


def shift(x, dy, dx):
    x = x.copy()
    H, W = x.shape
    for i in range(H):
        for j in range(W):
            inside = 0 <= i - dy < H and 0 <= j - dx < W
            x[i, j] = x[i - dy, j - dx] if inside else 0
    return x


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
