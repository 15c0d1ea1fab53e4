"""Pixels near 0 are taken for background and left out of dw: filters learn nothing from a dark image."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    dy, x, w = (a.astype(float) for a in (dy, x, w))
    kh, kw = w.shape[2:]
    lit = np.where(np.isclose(x, 0), 0, x)
    page = np.pad(lit, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpage, dw = np.zeros_like(page), np.zeros_like(w)
    for i, j in np.ndindex(dy.shape[2:]):
        window = np.s_[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
        dw += np.tensordot(dy[:, :, i, j].T, page[window], 1)
        dpage[window] += np.tensordot(dy[:, :, i, j], w, 1)
    dx = dpage[:, :, padding:padding + x.shape[2], padding:padding + x.shape[3]]
    return dx, dw, dy.sum(axis=(0, 2, 3))
