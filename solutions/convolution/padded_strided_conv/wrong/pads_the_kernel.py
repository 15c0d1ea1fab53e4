"""The zeros are put around the kernel: padding belongs around the image."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    k = np.pad(k, padding)
    H, W = x.shape
    kh, kw = k.shape
    out_h = max((H - kh) // stride + 1, 0)
    out_w = max((W - kw) // stride + 1, 0)
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(x[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
