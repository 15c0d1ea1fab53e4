"""Where both factors are of a small integer type, NumPy multiplies in that type (12·12 is −112 in int8): make one of them wider before you multiply."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    H, W = x.shape[2:]
    kh, kw = w.shape[2:]
    page = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpage, dw = np.zeros(page.shape), np.zeros(w.shape)
    for n, o, i, j in np.ndindex(dy.shape):
        here = np.s_[n, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
        dw[o] += dy[n, o, i, j] * page[here]
        dpage[here] += dy[n, o, i, j] * w[o]
    return dpage[:, :, padding:padding + H, padding:padding + W], dw, dy.sum(axis=(0, 2, 3))
