"""Padding is put above and to the left only, so windows at the far edges are missing or misplaced: it belongs on all four sides."""
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    k, p = kernel_size, padding
    s = k if stride is None else stride
    B, C, H, W = x.shape
    page = np.full((B, C, H + p, W + p), -np.inf)
    page[:, :, p:p + H, p:p + W] = x
    out_h = (H + p - k) // s + 1
    out_w = (W + p - k) // s + 1
    y = np.zeros((B, C, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            y[:, :, i, j] = page[:, :, i * s:i * s + k, j * s:j * s + k].max(axis=(2, 3))
    return y
