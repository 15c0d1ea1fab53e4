"""Where the stride does not divide, the size is rounded up and a last window hangs over the end: round down, what is left over is not read."""
import math

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    xp = np.pad(x, padding)
    kh, kw = k.shape
    out_h = math.ceil((xp.shape[0] - kh) / stride) + 1
    out_w = math.ceil((xp.shape[1] - kw) / stride) + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            window = xp[i * stride:i * stride + kh, j * stride:j * stride + kw]
            y[i, j] = np.sum(window * k[:window.shape[0], :window.shape[1]])
    return y
