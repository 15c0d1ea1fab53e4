"""The answer has grown by the shift; the page keeps its size, and what leaves it is lost."""
import numpy as np


def shift(x, dy, dx):
    return np.pad(x, ((max(0, dy), max(0, -dy)), (max(0, dx), max(0, -dx))))


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
