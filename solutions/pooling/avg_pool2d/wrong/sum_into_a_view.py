"""The running sum is kept in a view of the images, so the call overwrites them: start from an array of your own."""
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    k, p, s = kernel_size, padding, stride or kernel_size
    real = np.pad(np.ones(x.shape[2:]), p)
    if x.dtype != float or p or not x.flags.writeable:
        x = np.pad(x.astype(float), ((0, 0), (0, 0), (p, p), (p, p)))
    h, w = ((n - k) // s * s + 1 for n in x.shape[2:])
    others = [(u, v) for u in range(k) for v in range(k)][1:]
    parts = [x[:, :, u:u + h:s, v:v + w:s].copy() for u, v in others]
    y, n = x[:, :, :h:s, :w:s], real[:h:s, :w:s]
    for (u, v), part in zip(others, parts):
        y += part
        n = n + real[u:u + h:s, v:v + w:s]
    y /= k * k if count_include_pad else n
    return y
