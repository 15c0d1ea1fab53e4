"""Small differences are rounded away: of faint images a few digits are left, or none."""
import numpy as np



def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    k, s, p = kernel_size, stride or kernel_size, padding
    around = ((0, 0), (0, 0), (p, p), (p, p))
    sums, cells = (
        np.lib.stride_tricks.sliding_window_view(np.pad(a, around), (k, k), axis=(2, 3))
        [:, :, ::s, ::s].sum(axis=(4, 5))
        for a in (x.astype(float), np.ones((1, 1, *x.shape[2:])))
    )
    y = sums / (k * k if count_include_pad else cells)
    return np.round(y, 10)
