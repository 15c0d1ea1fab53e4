"""The array for the gradients is made once for each shape; every call wipes it and hands it out again, and so overwrites the answer that it gave before."""
import numpy as np

_gradients = {}


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    dx = _gradients.setdefault(x.shape, np.zeros(x.shape))
    dx[:] = 0
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k]
        row, column = divmod(int(window.argmax()), k)
        dx[b, c, i * s + row, j * s + column] += dy[b, c, i, j]
    return dx
