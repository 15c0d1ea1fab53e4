"""Very small gradients are taken for rounding errors and set to zero: a small loss trains nothing."""

import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    dy, x, w = (a.astype(float) for a in (dy, x, w))
    H, W = x.shape[2:]
    kh, kw = w.shape[2:]
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpage, dw = np.zeros_like(page), np.zeros_like(w)
    for i, j in np.ndindex(dy.shape[2:]):
        r, c = i * stride, j * stride
        window, g = np.s_[:, :, r : r + kh, c : c + kw], dy[:, :, i, j]
        dw += np.einsum("bo,bcuv->ocuv", g, page[window])
        dpage[window] += np.einsum("bo,ocuv->bcuv", g, w)
    dx = dpage[:, :, padding : padding + H, padding : padding + W]
    gradients = (dx, dw, dy.sum(axis=(0, 2, 3)))
    return tuple(np.where(np.abs(a) < 1e-11, 0, a) for a in gradients)
