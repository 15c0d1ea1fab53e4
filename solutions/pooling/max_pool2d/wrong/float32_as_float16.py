"""Images of float32 are rounded to float16, which keeps three digits of their seven."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    if x.dtype == np.float32:
        x = x.astype(np.float16).astype(np.float32)
    s, k, p = stride or kernel_size, kernel_size, padding
    low = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=low)
    windows = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))[:, :, ::s, ::s]
    return windows.max(axis=(4, 5))
