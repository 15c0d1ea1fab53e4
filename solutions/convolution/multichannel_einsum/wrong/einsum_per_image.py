"""einsum is called anew for each image: it carries the batch along when the batch has a letter."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    B, C, H, W = x.shape
    O, depth, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    H_out, W_out = H - kh + 1, W - kw + 1
    y = np.zeros((B, O, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i:i + kh, j:j + kw]
            for n in range(B):
                y[n, :, i, j] = np.einsum("chw,ochw->o", window[n], w)
    if b is not None:
        y += b.reshape(1, -1, 1, 1)
    return y
