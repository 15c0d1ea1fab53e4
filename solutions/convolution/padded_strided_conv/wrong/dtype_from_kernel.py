"""The answers are stored in the kernel's own type, and in a page of integers the image's fractions are cut off, or what is too large wraps around."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_h, out_w), dtype=k.dtype)
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
