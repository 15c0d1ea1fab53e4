"""Each gradient has its argument's own type, as np.zeros_like makes it, and an array of integers can't take the fractions of a gradient."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    kh, kw = w.shape[2:]
    p = padding
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros_like(w)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            g = dy[:, :, i, j]
            rows, columns = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
            dw += np.einsum("bo,bcuv->ocuv", g, x_pad[:, :, rows, columns])
            dx_pad[:, :, rows, columns] += np.einsum("bo,ocuv->bcuv", g, w)
    return dx_pad[:, :, p:p + H, p:p + W], dw, dy.sum(axis=(0, 2, 3))
