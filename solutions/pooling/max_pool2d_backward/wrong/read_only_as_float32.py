"""Gradients of float64 that can't be written to are copied as float32, which drops half of their digits."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    if dy.dtype == np.float64 and not dy.flags.writeable:
        dy = dy.astype(np.float32)
    k = kernel_size
    s = k if stride is None else stride
    dx = np.zeros(x.shape)
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k]
        u, v = np.unravel_index(np.argmax(window), window.shape)
        dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
    return dx
