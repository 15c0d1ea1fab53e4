"""All zeros are put below and to the right, 2p of them: p belong above and p below, p to the left and p to the right."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    xp = np.zeros((H + 2 * padding, W + 2 * padding))
    xp[:H, :W] = x
    h = (H + 2 * padding - kh) // stride + 1
    w = (W + 2 * padding - kw) // stride + 1
    y = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            y[i, j] = np.sum(xp[i*stride:i*stride+kh, j*stride:j*stride+kw] * k)
    return y
