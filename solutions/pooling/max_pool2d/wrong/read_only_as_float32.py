"""Images of float64 that can't be written to are copied as float32, which drops half of their digits."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    if x.dtype == np.float64 and not x.flags.writeable:
        x = x.astype(np.float32)
    s, k, p = stride or kernel_size, kernel_size, padding
    low = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=low)
    windows = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))[:, :, ::s, ::s]
    return windows.max(axis=(4, 5))
