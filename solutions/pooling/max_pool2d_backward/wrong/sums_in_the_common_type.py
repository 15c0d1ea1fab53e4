"""dx has the type that dy and x have in common, and where both hold small integers, the sums of overlapping windows wrap around: give dx a wide one."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    dx = np.zeros(x.shape, dtype=np.result_type(x, dy))
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k]
        u, v = np.unravel_index(window.argmax(), window.shape)
        dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
    return dx
