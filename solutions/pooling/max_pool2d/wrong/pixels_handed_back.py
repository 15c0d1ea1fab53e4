"""A window of one pixel needs no maximum, so the image's own pixels are handed back: what happens to the image later happens to the answer."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    k, s, p = kernel_size, stride or kernel_size, padding
    if k == 1:
        return x[:, :, ::s, ::s]
    B, C, H, W = x.shape
    y = np.empty((B, C, (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1), x.dtype)
    for i, j in np.ndindex(y.shape[2:]):
        top, left = i * s - p, j * s - p
        window = x[:, :, max(top, 0):top + k, max(left, 0):left + k]
        y[:, :, i, j] = window.max(axis=(2, 3))
    return y
