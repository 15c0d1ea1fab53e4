"""Sums of integers are kept in int64, and even that has an end: sum in floats."""

import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    step, k, p = stride or kernel_size, kernel_size, padding
    numbers = x.astype(np.int64 if x.dtype.kind in "iu" else float)

    def sums(page):
        page = np.pad(page, ((0, 0), (0, 0), (p, p), (p, p)))
        windows = np.lib.stride_tricks.sliding_window_view(page, (k, k), (2, 3))
        return windows[:, :, ::step, ::step].sum((-1, -2))

    return sums(numbers) / (k * k if count_include_pad else sums(np.ones(x.shape, int)))
