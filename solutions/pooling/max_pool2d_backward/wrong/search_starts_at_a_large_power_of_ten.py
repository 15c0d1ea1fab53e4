"""The search for the largest pixel starts at a number far down that pixels may still lie below: then nobody wins and the gradient is lost."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    s = kernel_size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, c, i, j in np.ndindex(dy.shape):
        largest, place = -1e307, None
        for u, v in np.ndindex(kernel_size, kernel_size):
            pixel = x[b, c, i * s + u, j * s + v]
            if pixel > largest:
                largest, place = pixel, (i * s + u, j * s + v)
        if place is not None:
            dx[b, c, *place] += dy[b, c, i, j]
    return dx
