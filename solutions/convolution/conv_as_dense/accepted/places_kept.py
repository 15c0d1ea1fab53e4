"""Keeps for each shape where the entries go, never what they are; scatters them into a new matrix at each call."""
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def places(H, W, kh, kw):
    i, j, u, v = np.indices((H - kh + 1, W - kw + 1, kh, kw))
    found = i * (W - kw + 1) + j, (i + u) * W + j + v
    for array in found:
        array.flags.writeable = False
    return found


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    matrix = np.zeros(((H - kh + 1) * (W - kw + 1), H * W), k.dtype)
    matrix[places(H, W, kh, kw)] = k
    return matrix
