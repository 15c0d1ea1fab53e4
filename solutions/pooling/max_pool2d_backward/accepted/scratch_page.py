"""Adds up on a page that is wiped and used again; a copy of it is handed out."""
import numpy as np

_pages = {}


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    k, s = kernel_size, stride or kernel_size
    page = _pages.setdefault(x.shape, np.zeros(x.shape))
    page[:] = 0
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s:i * s + k, j * s:j * s + k]
        row, column = divmod(int(window.argmax()), k)
        page[b, c, i * s + row, j * s + column] += dy[b, c, i, j]
    return page.copy()
