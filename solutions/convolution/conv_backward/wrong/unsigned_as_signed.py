"""Unsigned integers are read as signed ones: the upper half of their range turns negative."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    dy, x, w = (a.astype(np.int32) if a.dtype.kind == "u" else a for a in (dy, x, w))
    dy = dy.astype(np.result_type(dy, np.int64))
    B, C, H, W = x.shape
    kh, kw = w.shape[2:]
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpage = np.zeros(page.shape, np.result_type(dy, w))
    dw = np.zeros(w.shape, np.result_type(dy, x))
    tall, wide = (stride * (n - 1) + 1 for n in dy.shape[2:])
    for u in range(kh):
        for v in range(kw):
            seen = np.s_[:, :, u:u + tall:stride, v:v + wide:stride]
            dw[:, :, u, v] = np.einsum("boij,bcij->oc", dy, page[seen])
            dpage[seen] += np.einsum("boij,oc->bcij", dy, w[:, :, u, v])
    dx = dpage[:, :, padding:padding + H, padding:padding + W].copy()
    return dx, dw, dy.sum(axis=(0, 2, 3))
