"""Whole pixels are compared in 32 bits: larger ones come out as others."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    x = x.astype(np.int32) if x.dtype == np.int64 else x
    k, s = kernel_size, stride or kernel_size
    dx = np.zeros(x.shape, np.result_type(dy, np.int64))
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k]
        u, v = divmod(int(np.argmax(window)), k)
        dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
    return dx
