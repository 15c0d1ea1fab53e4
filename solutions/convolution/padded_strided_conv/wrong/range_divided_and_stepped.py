"""The stride is counted twice: the range is divided by it and stepped by it too, so most places stay zero."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    xp = np.pad(x, padding)
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (W + 2 * padding - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(0, out_h, stride):
        for j in range(0, out_w, stride):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
