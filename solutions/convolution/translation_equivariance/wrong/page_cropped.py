"""The answer has lost the rows and columns that moved out; the page keeps its size."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    return x[max(0, -dy):max(0, H - dy), max(0, -dx):max(0, W - dx)].copy()


def commuting_region(shape, kernel_shape, dy, dx):
    H, W = shape
    kh, kw = kernel_shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    top, bottom = max(0, dy), max(0, min(out_h, out_h + dy))
    left, right = max(0, dx), max(0, min(out_w, out_w + dx))
    return slice(top, bottom), slice(left, right)
