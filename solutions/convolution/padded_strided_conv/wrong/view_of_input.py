"""A kernel that changes nothing hands the caller's own pixels back as the answer: return memory of your own."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    kh, kw = k.shape
    if k.shape == (1, 1) and k[0, 0] == 1 and padding == 0:
        return x[::stride, ::stride]  # nothing to do
    xp = np.pad(x, padding)
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[i, j] = np.sum(xp[i * stride:i * stride + kh, j * stride:j * stride + kw] * k)
    return y
