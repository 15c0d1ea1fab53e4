import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k = kernel_size
    s = k if stride is None else stride
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dy.shape):
        top, where = -1e30, None
        for r in range(i * s, i * s + k):
            for q in range(j * s, j * s + k):
                if x[n, c, r, q] > top:
                    top, where = x[n, c, r, q], (r, q)
        if where:
            dx[n, c][where] += dy[n, c, i, j]
    return dx
