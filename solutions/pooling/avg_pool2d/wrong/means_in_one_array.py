"""The array for the means is made once for each shape and filled again by every call: an answer that somebody kept is overwritten."""
import numpy as np

_means = {}


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    k, s, p = kernel_size, stride or kernel_size, padding
    B, C, H, W = x.shape
    shape = B, C, (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
    if shape not in _means:
        _means[shape] = np.empty(shape)
    y = _means[shape]
    for i, j in np.ndindex(shape[2:]):
        top, left = i * s - p, j * s - p
        window = x[:, :, max(top, 0):top + k, max(left, 0):left + k]
        cells = k * k if count_include_pad else window.shape[2] * window.shape[3]
        y[:, :, i, j] = window.sum(axis=(2, 3)) / cells
    return y
