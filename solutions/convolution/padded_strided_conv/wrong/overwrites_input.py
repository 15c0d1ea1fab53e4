"""Without padding the answers are written over the caller's own image: write them onto a page of their own."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.asarray(x, dtype=float)
    if padding > 0:
        xp = np.pad(xp, padding)
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    for i in range(out_h):
        for j in range(out_w):
            # the window's pixels are not needed again further up or left
            xp[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return xp[:out_h, :out_w].copy()
