"""Scratch pages that are wiped and used again; what is handed out are copies."""
import numpy as np

_pages = {}


def wiped(name, shape):
    page = _pages.setdefault((name, shape), np.zeros(shape))
    page[:] = 0
    return page


def conv2d_backward(dy, x, w, stride=1, padding=0):
    p, s = padding, stride
    H, W = x.shape[2:]
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dy = dy.astype(float)
    dpage = wiped("dx", page.shape)
    dw = wiped("dw", w.shape)
    for i, j in np.ndindex(dy.shape[2:]):
        at = np.s_[:, :, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]]
        dw += np.einsum("bo,bcuv->ocuv", dy[:, :, i, j], page[at])
        dpage[at] += np.einsum("bo,ocuv->bcuv", dy[:, :, i, j], w)
    return dpage[:, :, p:p + H, p:p + W].copy(), dw.copy(), dy.sum(axis=(0, 2, 3))
