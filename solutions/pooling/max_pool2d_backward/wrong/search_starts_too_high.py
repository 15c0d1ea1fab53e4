"""The search for the largest pixel starts at a number that all pixels of a window may lie below: start at the window's first pixel, or at -np.inf."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    dx = np.zeros(x.shape)
    for b, c, i, j in np.ndindex(dy.shape):
        largest, where = -1e9, None
        for u in range(k):
            for v in range(k):
                pixel = x[b, c, i * s + u, j * s + v]
                if pixel > largest:
                    largest, where = pixel, (i * s + u, j * s + v)
        if where is not None:
            dx[b, c, where[0], where[1]] += dy[b, c, i, j]
    return dx
