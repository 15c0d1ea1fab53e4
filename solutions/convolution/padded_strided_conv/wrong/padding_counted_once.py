"""The size formula counts the padding once, but there is a border on both sides of an axis: 2p."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    xp = np.pad(x, padding)
    out_h = (H + padding - kh) // stride + 1
    out_w = (W + padding - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
