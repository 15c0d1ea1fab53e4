"""The answer is printed and then lost: the function has to return it.

Evidence: print
"""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    print(y)
