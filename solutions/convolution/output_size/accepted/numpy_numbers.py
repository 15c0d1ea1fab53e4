"""NumPy where nothing asks for it; returns NumPy integers."""
import numpy as np


def output_size(n, k, stride=1, padding=0):
    if stride < 1 or np.any(np.array([n, k, padding]) < 0) or n + 2 * padding - k < 0:
        raise ValueError("impossible")
    return np.floor_divide(n + 2 * padding - k, stride) + np.int64(1)


def same_padding(k):
    if np.mod(k, 2) == 0:
        raise ValueError("even")
    return np.int64(k // 2)


def layers_until_empty(n, k):
    if k < 2:
        raise ValueError("too small")
    return len(np.arange(n, k - 1, -(k - 1)))
