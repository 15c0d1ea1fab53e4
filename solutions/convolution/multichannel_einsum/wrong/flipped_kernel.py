"""The kernels are applied rotated by 180 degrees, which is mathematical convolution: check which entry of w meets the window's first pixel."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    B, C, H, W = x.shape
    O, depth, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    w = w[:, :, ::-1, ::-1]
    H_out, W_out = H - kh + 1, W - kw + 1
    y = np.zeros((B, O, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i:i + kh, j:j + kw]
            y[:, :, i, j] = np.einsum("bchw,ochw->bo", window, w)
    if b is not None:
        y += b.reshape(1, -1, 1, 1)
    return y
