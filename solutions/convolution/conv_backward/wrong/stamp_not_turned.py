"""dx is a convolution of dy with the filters as they are: going back, the stamp has to be turned by 180 degrees, so that each pixel meets the weight that lay on it."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    p, s = padding, stride
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    Hp, Wp = xp.shape[2:]
    g = np.zeros((B, O, Hp - kh + 1, Wp - kw + 1))
    g[:, :, ::s, ::s] = dy
    gp = np.pad(g, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    dxp = np.einsum('boijuv,ocuv->bcij', sliding_window_view(gp, (kh, kw), axis=(2, 3)), w)
    dw = np.einsum('bcijuv,boij->ocuv', sliding_window_view(xp, (kh, kw), axis=(2, 3)), g)
    return dxp[:, :, p:p + H, p:p + W], dw, dy.sum(axis=(0, 2, 3))
