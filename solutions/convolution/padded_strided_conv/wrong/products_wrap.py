"""Where image and kernel are both of a small integer type, NumPy multiplies in that type (20·20 is 144 in uint8): make one of them wider before you multiply."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    H, W = x.shape
    kh, kw = k.shape
    page = np.pad(x, padding)
    out_h = (H + 2 * padding - kh) // stride + 1
    out_w = (W + 2 * padding - kw) // stride + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            window = page[i * stride:i * stride + kh, j * stride:j * stride + kw]
            y[i, j] = np.sum(window * k)
    return y
