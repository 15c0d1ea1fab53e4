"""dw looks at windows of the image without its padding: the weights lay on the padded page."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    p, s = padding, stride
    dx_pad = np.zeros((B, C, H + 2 * p, W + 2 * p))
    dw = np.zeros(w.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            g = dy[:, :, i, j]
            window = x[:, :, i * s:i * s + kh, j * s:j * s + kw]
            full = np.zeros((B, C, kh, kw))
            full[:, :, :window.shape[2], :window.shape[3]] = window
            dw += np.einsum('bo,bcuv->ocuv', g, full)
            dx_pad[:, :, i * s:i * s + kh, j * s:j * s + kw] += np.einsum('bo,ocuv->bcuv', g, w)
    return dx_pad[:, :, p:p + H, p:p + W], dw, dy.sum(axis=(0, 2, 3))
