"""Only the first three channels get gradients: with more than red, green and blue the rest gets none."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    dx = np.zeros(x.shape, np.result_type(dy, np.int64))
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k]
        u, v = divmod(int(np.argmax(window)), k)
        dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
    dx[:, 3:] = 0
    return dx
