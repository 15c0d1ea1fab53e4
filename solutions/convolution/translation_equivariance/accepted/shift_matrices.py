"""Shifts as products with matrices that have ones on a diagonal; bounds as NumPy integers."""
import numpy as np


def shift(x, dy, dx):
    down = np.eye(x.shape[0], k=-dy)
    right = np.eye(x.shape[1], k=dx)
    return down @ x @ right


def commuting_region(shape, kernel_shape, dy, dx):
    size = np.subtract(shape, kernel_shape) + 1
    offset = np.array([dy, dx])
    start = np.maximum(0, offset)
    stop = np.maximum(start, np.minimum(size, size + offset))
    return tuple(slice(a, b) for a, b in zip(start, stop))
