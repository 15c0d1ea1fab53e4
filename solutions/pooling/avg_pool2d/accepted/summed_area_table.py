"""Every window sum from four corners of a table of cumulative sums."""
import numpy as np


def window_sums(x, k, s, p):
    page = np.pad(x.astype(float), ((0, 0), (0, 0), (p + 1, p), (p + 1, p)))
    table = page.cumsum(axis=2).cumsum(axis=3)
    sums = table[:, :, k:, k:] - table[:, :, :-k, k:] - table[:, :, k:, :-k] + table[:, :, :-k, :-k]
    return sums[:, :, ::s, ::s]


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    s = stride or kernel_size
    total = window_sums(x, kernel_size, s, padding)
    if count_include_pad:
        return total / kernel_size ** 2
    return total / window_sums(np.ones((1, 1) + x.shape[2:]), kernel_size, s, padding)
