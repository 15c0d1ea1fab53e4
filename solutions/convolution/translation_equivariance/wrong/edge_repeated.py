"""The pixels of the border are repeated where zeros should come in."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    rows = np.clip(np.arange(H) - dy, 0, H - 1)
    cols = np.clip(np.arange(W) - dx, 0, W - 1)
    return x[np.ix_(rows, cols)]


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
