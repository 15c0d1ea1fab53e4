"""dx as a full convolution of the spread-out dy with the turned filters, dw as a convolution of x with it."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def spread(dy, stride):
    """Puts stride - 1 zeros between neighbours."""
    B, O, h, w = dy.shape
    out = np.zeros((B, O, (h - 1) * stride + 1, (w - 1) * stride + 1))
    out[:, :, ::stride, ::stride] = dy
    return out


def conv2d_backward(dy, x, w, stride=1, padding=0):
    H, W = x.shape[2:]
    kh, kw = w.shape[2:]
    p = padding
    g = spread(dy, stride)
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    # zeros behind the last window, for the pixels nobody read
    rest_h, rest_w = xp.shape[2] - (g.shape[2] + kh - 1), xp.shape[3] - (g.shape[3] + kw - 1)
    gp = np.pad(g, ((0, 0), (0, 0), (kh - 1, kh - 1 + rest_h), (kw - 1, kw - 1 + rest_w)))
    dxp = np.einsum('boijuv,ocuv->bcij', sliding_window_view(gp, (kh, kw), (2, 3)), w[:, :, ::-1, ::-1])
    dw = np.einsum('bcuvij,boij->ocuv', sliding_window_view(xp, g.shape[2:], (2, 3)), g)
    return dxp[:, :, p:p + H, p:p + W], dw[:, :, :kh, :kw], dy.sum((0, 2, 3))
