"""The stride spreads the pixels inside the window; it moves the window, and inside it neighbours stay neighbours."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    oh, ow = dy.shape[2:]
    p = padding
    xp = np.pad(x, ((0, 0), (0, 0), (p, p + stride * (kh + oh)), (p, p + stride * (kw + ow))))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    for u in range(kh):
        for v in range(kw):
            a, b = u * stride, v * stride
            part = xp[:, :, a:a + oh, b:b + ow]
            dw[:, :, u, v] = np.einsum('boij,bcij->oc', dy, part)
            dxp[:, :, a:a + oh, b:b + ow] += np.einsum('boij,oc->bcij', dy, w[:, :, u, v])
    return dxp[:, :, p:p + H, p:p + W], dw, dy.sum((0, 2, 3))
