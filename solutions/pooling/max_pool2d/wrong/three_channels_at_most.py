"""Only the first three channels are pooled: of images with more than red, green and blue the rest stays 0."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    s, k, p = stride or kernel_size, kernel_size, padding
    low = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=low)
    windows = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))[:, :, ::s, ::s]
    y = np.zeros(windows.shape[:4], x.dtype)
    y[:, :3] = windows[:, :3].max(axis=(4, 5))
    return y
