"""Where the factors are of a small integer type, so are your gradients, and sums that don't fit wrap around: start from wider arrays."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    H, W = x.shape[2:]
    kh, kw = w.shape[2:]
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpage = np.zeros(page.shape, dtype=np.result_type(dy, w))
    dw = np.zeros(w.shape, dtype=np.result_type(dy, x))
    for i, j in np.ndindex(dy.shape[2:]):
        here = np.s_[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
        dw += np.einsum("bo,bcuv->ocuv", dy[:, :, i, j], page[here])
        dpage[here] += np.einsum("bo,ocuv->bcuv", dy[:, :, i, j], w)
    return dpage[:, :, padding:padding + H, padding:padding + W], dw, dy.sum(axis=(0, 2, 3))
