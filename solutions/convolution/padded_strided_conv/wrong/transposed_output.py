"""The answers are written with rows and columns exchanged: y[i, j] belongs to the window at row i, column j."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_w, out_h))
    for i in range(out_h):
        for j in range(out_w):
            y[j, i] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
