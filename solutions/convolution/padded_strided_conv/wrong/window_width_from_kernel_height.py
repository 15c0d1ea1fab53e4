"""The window is cut out as wide as the kernel is high: its width is kw, its height kh."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    kh, kw = k.shape
    xp = np.pad(x, padding)
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            r, c = i * stride, j * stride
            y[i, j] = (xp[r:r + kh, c:c + kh] * k).sum()
    return y
