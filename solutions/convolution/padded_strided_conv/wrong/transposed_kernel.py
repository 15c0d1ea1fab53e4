"""The kernel is used transposed, so rows of the stamp lie along columns of the image; k is (kh, kw) as it comes."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    k = k.T
    xp = np.pad(x, padding)
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
