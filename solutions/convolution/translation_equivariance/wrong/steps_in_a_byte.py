"""Steps are kept in a signed byte: one of 128 or more becomes another, and an image that should be gone comes back."""
import numpy as np


def shift(x, dy, dx):
    H, W = x.shape
    dy, dx = (dy + 128) % 256 - 128, (dx + 128) % 256 - 128
    y = np.zeros_like(x)
    if abs(dy) < H and abs(dx) < W:
        source = x[max(0, -dy):H - max(0, dy), max(0, -dx):W - max(0, dx)]
        y[max(0, dy):H + min(0, dy), max(0, dx):W + min(0, dx)] = source
    return y


def commuting_region(shape, kernel_shape, dy, dx):
    rows, columns = (n - k + 1 for n, k in zip(shape, kernel_shape))
    top, bottom = max(0, dy), min(rows, rows + dy)
    left, right = max(0, dx), min(columns, columns + dx)
    return slice(top, max(top, bottom)), slice(left, max(left, right))
