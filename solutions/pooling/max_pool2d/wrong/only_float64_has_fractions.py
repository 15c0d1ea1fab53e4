"""Whatever is not float64 is taken for whole numbers: the fractions of float32 or float16 images are cut off."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    s, k, p = stride or kernel_size, kernel_size, padding
    low = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=low)
    windows = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))[:, :, ::s, ::s]
    y = windows.max(axis=(4, 5))
    return y if x.dtype == np.float64 else y.astype(np.int64)
