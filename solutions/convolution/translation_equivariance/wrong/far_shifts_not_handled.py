"""A shift longer than the page breaks: an end below zero counts from the other side."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    out = np.zeros_like(x)
    out[max(0, dy):H + min(0, dy), max(0, dx):W + min(0, dx)] = \
        x[max(0, -dy):H - max(0, dy), max(0, -dx):W - max(0, dx)]
    return out


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
