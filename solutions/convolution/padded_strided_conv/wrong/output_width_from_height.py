"""The output's width is computed from the image's height: W' comes from W, H' from H."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    xp = np.pad(x, padding)
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (H + 2 * padding - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kh):
                for v in range(kw):
                    y[i, j] += xp[i * stride + u, j * stride + v] * k[u, v]
    return y
