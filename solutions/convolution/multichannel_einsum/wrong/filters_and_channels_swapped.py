"""The filter bank is read as (C, O, kh, kw): its first axis counts filters, its second input channels."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    B, C, H, W = x.shape
    depth, O, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    H_out, W_out = H - kh + 1, W - kw + 1
    y = np.zeros((B, O, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i:i + kh, j:j + kw]
            y[:, :, i, j] = np.einsum("bchw,cohw->bo", window, w)
    if b is not None:
        y += b.reshape(1, -1, 1, 1)
    return y
