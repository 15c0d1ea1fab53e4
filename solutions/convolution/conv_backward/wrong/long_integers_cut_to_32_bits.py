"""Integers of 64 bits are taken into 32 first, where half of a large one gets lost."""

import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    narrow = (a.astype(np.int32) if a.dtype == np.int64 else a for a in (dy, x, w))
    dy, x, w = (a.astype(float) for a in narrow)
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
    return dx, dw, dy.sum(axis=(0, 2, 3))
