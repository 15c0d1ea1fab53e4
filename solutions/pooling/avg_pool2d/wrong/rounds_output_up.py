"""A window that hangs over the edge is counted as well: the size is rounded down, and pixels left over are not read."""
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    k, p = kernel_size, padding
    s = k if stride is None else stride
    B, C, H, W = x.shape
    page = np.zeros((B, C, H + 2 * p, W + 2 * p))
    page[:, :, p:p + H, p:p + W] = x
    real = np.zeros((H + 2 * p, W + 2 * p))
    real[p:p + H, p:p + W] = 1
    out_h = int(np.ceil((H + 2 * p - k) / s)) + 1
    out_w = int(np.ceil((W + 2 * p - k) / s)) + 1
    y = np.zeros((B, C, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            rows, cols = slice(i * s, i * s + k), slice(j * s, j * s + k)
            total = page[:, :, rows, cols].sum(axis=(2, 3))
            n = k * k if count_include_pad else max(real[rows, cols].sum(), 1)
            y[:, :, i, j] = total / n
    return y
