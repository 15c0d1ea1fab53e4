"""A size became a float: in Python 3 / always gives a float, even where it divides; // divides and rounds down.

Evidence: /
"""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    xp = np.pad(x, padding)
    out_h = (H + 2 * padding - kh) / stride + 1
    out_w = (W + 2 * padding - kw) / stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
