"""Windows are searched up to their third row and column: the largest pixel may lie further on."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    dx = np.zeros(x.shape, np.result_type(dy, np.int64))
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k][:3, :3]
        u, v = divmod(int(np.argmax(window)), window.shape[1])
        dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
    return dx
