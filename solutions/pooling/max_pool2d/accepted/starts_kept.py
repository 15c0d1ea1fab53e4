"""Keeps for each size where windows start and end, in tuples that nobody can change."""
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def spans(n, k, s, p):
    starts = range(-p, n + p - k + 1, s)
    return tuple((max(start, 0), min(start + k, n)) for start in starts)


def max_pool2d(x, kernel_size, stride=None, padding=0):
    stride = kernel_size if stride is None else stride
    rows, columns = (spans(n, kernel_size, stride, padding) for n in x.shape[2:])
    return np.stack([
        np.stack([x[:, :, a:b, c:d].max(axis=(2, 3)) for c, d in columns], axis=-1)
        for a, b in rows
    ], axis=2)
