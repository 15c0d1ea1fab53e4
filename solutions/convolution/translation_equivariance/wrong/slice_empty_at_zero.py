"""A shift by 0 breaks, because x[:-0] is empty: write the slice's end out."""
import numpy as np


def shift(x, dy, dx):
    def along(a, d):
        out = np.zeros_like(a)
        if abs(d) >= len(a):
            return out
        if d >= 0:
            out[d:] = a[:-d]
        else:
            out[:d] = a[-d:]
        return out

    return along(along(x, dy).T, dx).T


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
