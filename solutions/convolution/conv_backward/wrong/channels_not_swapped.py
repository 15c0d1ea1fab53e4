"""Going back, each filter's gradient goes to the channel of the filter's own number: it goes to all channels the filter read, weighted by the stamps for them."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    p, s = padding, stride
    xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dxp, dw = np.zeros(xp.shape), np.zeros(w.shape)
    back = w.transpose(1, 0, 2, 3) if O != C else w
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            spot = np.s_[:, :, i * s:i * s + kh, j * s:j * s + kw]
            dw += np.tensordot(dy[:, :, i, j].T, xp[spot], axes=1)
            dxp[spot] += np.einsum('bo,cohw->bchw', dy[:, :, i, j], back)
    return dxp[:, :, p:p + H, p:p + W], dw, dy.sum(axis=(0, 2, 3))
