"""Images and kernels of float32 are rounded to float16, which keeps three digits of their seven."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    if x.dtype == np.float32:
        x, k = x.astype(np.float16), k.astype(np.float16)
    page = np.pad(x.astype(float), padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.tensordot(windows, k.astype(float), axes=2)
