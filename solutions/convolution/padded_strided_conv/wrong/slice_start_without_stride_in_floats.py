"""The page has the strided size, but its windows are cut out one pixel apart: window i starts at i·s."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    xp = np.zeros((H + 2 * padding, W + 2 * padding))
    xp[padding:padding + H, padding:padding + W] = x
    h = (H + 2 * padding - kh) // stride + 1
    w = (W + 2 * padding - kw) // stride + 1
    y = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            y[i, j] = np.sum(xp[i:i+kh, j:j+kw] * k)
    return y
