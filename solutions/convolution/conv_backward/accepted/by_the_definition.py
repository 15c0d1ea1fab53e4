"""Pixel by pixel, asking which window it was in; no page is padded."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    dy = dy.astype(float)
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    oh, ow = dy.shape[2:]
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for r in range(H):
        for c in range(W):
            for u in range(kh):
                for v in range(kw):
                    i, rest_i = divmod(r + padding - u, stride)
                    j, rest_j = divmod(c + padding - v, stride)
                    if rest_i or rest_j or not (0 <= i < oh and 0 <= j < ow):
                        continue
                    dx[:, :, r, c] += dy[:, :, i, j] @ w[:, :, u, v]
                    dw[:, :, u, v] += dy[:, :, i, j].T @ x[:, :, r, c]
    return dx, dw, dy.sum(axis=3).sum(axis=2).sum(axis=0)
