"""A stride that does not divide is refused: the formula has a floor for it, and the pixels left over are simply not read."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    assert (H + 2 * padding - kh) % stride == 0, "height does not work"
    assert (W + 2 * padding - kw) % stride == 0, "width does not work"
    xp = np.pad(x, padding)
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (W + 2 * padding - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
