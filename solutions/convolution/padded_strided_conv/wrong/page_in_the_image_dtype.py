"""The page for the answers has the image's own type, and in a page of integers fractions are cut off, or what is too large wraps around: give it a type that holds the products."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    kh, kw = k.shape
    xp = np.pad(x, padding)
    H, W = xp.shape
    h = (H - kh) // stride + 1
    w = (W - kw) // stride + 1
    out = np.zeros((h, w), dtype=x.dtype)
    for i in range(h):
        for j in range(w):
            a, b = i * stride, j * stride
            out[i, j] = np.sum(xp[a:a+kh, b:b+kw] * k)
    return out
