"""The padding is shared out between the two sides of an axis: each side gets p, so an axis grows by 2p."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    before = padding // 2
    after = padding - before
    xp = np.pad(x, (before, after))
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
