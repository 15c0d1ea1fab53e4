"""Images of float64 that can't be written to are copied as float32, which drops half of their digits."""
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    if x.dtype == np.float64 and not x.flags.writeable:
        x = x.astype(np.float32)
    s, k, p = stride or kernel_size, kernel_size, padding

    def summed(a):
        page = np.pad(a.astype(float), ((0, 0), (0, 0), (p, p), (p, p)))
        view = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))
        return view[:, :, ::s, ::s].sum(axis=(4, 5))

    return summed(x) / (k * k if count_include_pad else summed(np.ones_like(x)))
