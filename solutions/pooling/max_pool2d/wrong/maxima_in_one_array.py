"""The array for the maxima is made once for each shape and filled again by every call: an answer that somebody kept is overwritten."""
import numpy as np

_maxima = {}


def max_pool2d(x, kernel_size, stride=None, padding=0):
    k, s, p = kernel_size, stride or kernel_size, padding
    B, C, H, W = x.shape
    shape = B, C, (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1
    y = _maxima.setdefault((shape, x.dtype.str), np.empty(shape, x.dtype))
    for i, j in np.ndindex(shape[2:]):
        top, left = i * s - p, j * s - p
        window = x[:, :, max(top, 0):top + k, max(left, 0):left + k]
        y[:, :, i, j] = window.max(axis=(2, 3))
    return y
