"""Shifted images are remembered by their bytes and shape without their type: a uint8 of 200 and an int8 of −56 have the same byte, and count as one."""
import numpy as np

known = {}


def shift(x, dy, dx):
    key = x.tobytes(), x.shape, dy, dx
    if key not in known:
        H, W = x.shape
        y = np.zeros_like(x)
        if abs(dy) < H and abs(dx) < W:
            source = x[max(0, -dy):H - max(0, dy), max(0, -dx):W - max(0, dx)]
            y[max(0, dy):H + min(0, dy), max(0, dx):W + min(0, dx)] = source
        known[key] = y
    return known[key].copy()


def commuting_region(shape, kernel_shape, dy, dx):
    rows, columns = (n - k + 1 for n, k in zip(shape, kernel_shape))
    top, bottom = max(0, dy), min(rows, rows + dy)
    left, right = max(0, dx), min(columns, columns + dx)
    return slice(top, max(top, bottom)), slice(left, max(left, right))
