"""Windows are summed up to their sixteenth row and column: larger ones lose the rest."""
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    s, k, p = stride or kernel_size, kernel_size, padding

    def summed(a):
        page = np.pad(a.astype(float), ((0, 0), (0, 0), (p, p), (p, p)))
        view = np.lib.stride_tricks.sliding_window_view(page, (k, k), axis=(2, 3))
        return view[:, :, ::s, ::s, :16, :16].sum(axis=(4, 5))

    return summed(x) / (k * k if count_include_pad else summed(np.ones_like(x)))
