"""Images of float32 are rounded to float16, which keeps three digits of their seven."""
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    if x.dtype == np.float32:
        x = x.astype(np.float16).astype(np.float32)
    s, k, p = stride or kernel_size, kernel_size, padding

    def summed(a):
        page = np.pad(a.astype(float), ((0, 0), (0, 0), (p, p), (p, p)))
        view = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))
        return view[:, :, ::s, ::s].sum(axis=(4, 5))

    return summed(x) / (k * k if count_include_pad else summed(np.ones_like(x)))
