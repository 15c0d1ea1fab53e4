"""One einsum for each output position."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    _, _, out_h, out_w = dy.shape
    p = padding
    x_pad = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dx_pad = np.zeros(x_pad.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(O)
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride, j * stride
            window = x_pad[:, :, top:top + kh, left:left + kw]
            g = dy[:, :, i, j].astype(float)
            dw += np.einsum('bo,bchw->ochw', g, window)
            dx_pad[:, :, top:top + kh, left:left + kw] += np.einsum('bo,ochw->bchw', g, w)
            db += g.sum(axis=0)
    dx = dx_pad[:, :, p:p + H, p:p + W]
    return dx, dw, db
