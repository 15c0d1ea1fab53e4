"""Pixels that differ by very little are taken for equal, so that faint ones tie and the first of them wins."""
import numpy as np


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    s = kernel_size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, c, i, j in np.ndindex(dy.shape):
        window = x[b, c, i * s : i * s + kernel_size, j * s : j * s + kernel_size].tolist()
        pixels = [round(pixel, 12) for row in window for pixel in row]
        u, v = divmod(pixels.index(max(pixels)), kernel_size)
        dx[b, c, i * s + u, j * s + v] += dy[b, c, i, j]
    return dx
