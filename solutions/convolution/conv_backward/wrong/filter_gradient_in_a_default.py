"""dw lies in an array that is made once, as a default value is: the next call overwrites the gradient of the call before."""
import numpy as np



def conv2d_backward(dy, x, w, stride=1, padding=0, kept={}):
    p, s = padding, stride
    H, W = x.shape[2:]
    page = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dpage = np.zeros(page.shape)
    dw = kept.setdefault(w.shape, np.zeros(w.shape))
    dw[:] = 0
    for i, j in np.ndindex(dy.shape[2:]):
        at = np.s_[:, :, i * s:i * s + w.shape[2], j * s:j * s + w.shape[3]]
        dw += np.einsum("bo,bcuv->ocuv", dy[:, :, i, j], page[at])
        dpage[at] += np.einsum("bo,ocuv->bcuv", dy[:, :, i, j], w)
    return dpage[:, :, p:p + H, p:p + W], dw, dy.sum(axis=(0, 2, 3))
