"""Numbers the pixels, takes the numbers' windows, and puts the kernel there."""
from itertools import product

import numpy as np


def dense_matrix(k, input_shape):
    pixels = np.arange(input_shape[0] * input_shape[1]).reshape(input_shape)
    windows = np.lib.stride_tricks.sliding_window_view(pixels, k.shape).reshape(-1, k.size)
    M = np.zeros((len(windows), pixels.size), dtype=k.dtype)
    np.put_along_axis(M, windows, np.broadcast_to(k.ravel(), windows.shape), axis=1)
    return M
