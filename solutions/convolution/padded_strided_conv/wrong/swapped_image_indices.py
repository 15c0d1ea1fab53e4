"""The window's row is taken from the output's column and its column from the row: i walks down and j walks across, on both pages."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    out_h = (xp.shape[0] - kh) // stride + 1
    out_w = (xp.shape[1] - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kh):
                for v in range(kw):
                    y[i, j] += xp[j * stride + u, i * stride + v] * k[u, v]
    return y
