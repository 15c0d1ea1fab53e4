"""Arrays of float64 that can't be written to are copied as float32, which drops half of their digits."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    if dy.dtype == np.float64 and not dy.flags.writeable:
        dy, x, w = (a.astype(np.float32) for a in (dy, x, w))
    dy, x, w = (a.astype(float) for a in (dy, x, w))
    (H, W), (kh, kw), p = x.shape[2:], w.shape[2:], padding
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dpage, dw = np.zeros(page.shape), np.zeros(w.shape)
    for i, j in np.ndindex(dy.shape[2:]):
        g = dy[:, :, i, j]
        rows, cols = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
        dw += np.einsum("bo,bchw->ochw", g, page[:, :, rows, cols])
        dpage[:, :, rows, cols] += np.einsum("bo,ochw->bchw", g, w)
    return dpage[:, :, p:p + H, p:p + W].copy(), dw, dy.sum(axis=(0, 2, 3))
