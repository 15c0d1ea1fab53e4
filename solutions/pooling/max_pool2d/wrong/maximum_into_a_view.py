"""The running maximum is kept in a view of the images, so the call overwrites them: take a copy first."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    s = stride or kernel_size
    if padding:
        p = padding
        x = np.pad(x.astype(float), ((0, 0), (0, 0), (p, p), (p, p)), constant_values=-np.inf)
    H, W = x.shape[2:]
    h = (H - kernel_size) // s * s + 1
    w = (W - kernel_size) // s * s + 1
    y = x[:, :, 0:h:s, 0:w:s]
    for u in range(kernel_size):
        for v in range(kernel_size):
            y[:] = np.maximum(y, x[:, :, u:u + h:s, v:v + w:s])
    return y
