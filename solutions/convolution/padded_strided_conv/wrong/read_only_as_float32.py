"""Images and kernels of float64 that can't be written to are copied as float32, which drops half of their digits."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    if x.dtype == np.float64 and not x.flags.writeable:
        x, k = x.astype(np.float32), k.astype(np.float32)
    page = np.pad(x.astype(float), padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.tensordot(windows, k.astype(float), axes=2)
