"""Whatever is not float64 is taken for whole numbers: the fractions of a float32 or float16 image are cut off."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    y = np.zeros(x.shape, x.dtype if x.dtype == np.float64 else np.int64)
    if abs(dy) < H and abs(dx) < W:
        source = x[max(0, -dy):H - max(0, dy), max(0, -dx):W - max(0, dx)]
        y[max(0, dy):H + min(0, dy), max(0, dx):W + min(0, dx)] = source
    return y


def commuting_region(shape, kernel_shape, dy, dx):
    rows, columns = (n - k + 1 for n, k in zip(shape, kernel_shape))
    top, bottom = max(0, dy), min(rows, rows + dy)
    left, right = max(0, dx), min(columns, columns + dx)
    return slice(top, max(top, bottom)), slice(left, max(left, right))
