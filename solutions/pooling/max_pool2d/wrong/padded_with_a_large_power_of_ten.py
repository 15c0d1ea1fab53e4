"""Floats are padded with −1e307 (−1e9 in narrower types), which wins against pixels that are lower still."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    k, s, p = kernel_size, stride or kernel_size, padding
    if x.dtype.kind == "f":
        low = {"float64": -1e307, "float32": -1e9, "float16": -1e4}[x.dtype.name]
    else:
        low = np.iinfo(x.dtype).min
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=low)
    windows = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))
    return windows[:, :, ::s, ::s].max(axis=(4, 5))
