"""The page has room for the padded answer, but the loops count only the presses of an image without padding."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    xp = np.pad(x, padding)
    y = np.zeros(((H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1))
    for i in range((H - kh) // stride + 1):
        for j in range((W - kw) // stride + 1):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
