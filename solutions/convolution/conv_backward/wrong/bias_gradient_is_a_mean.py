"""db is the mean over the images and the map: the bias was added to each of their pixels, so the gradients add up."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    kh, kw = w.shape[2:]
    p = padding
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            g = dy[:, :, i, j]
            rows, columns = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
            dw += np.einsum("bo,bcuv->ocuv", g, x_pad[:, :, rows, columns])
            dx_pad[:, :, rows, columns] += np.einsum("bo,ocuv->bcuv", g, w)
    return dx_pad[:, :, p:p + H, p:p + W], dw, dy.mean(axis=(0, 2, 3))
