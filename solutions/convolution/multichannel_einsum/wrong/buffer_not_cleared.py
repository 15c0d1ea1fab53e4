"""The output buffer is kept for the next call and never cleared, so answers add up: start each call with new zeros."""
import numpy as np

_buffers = {}


def conv2d_multichannel(x, w, b=None):
    B, C, H, W = x.shape
    O, depth, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    shape = (B, O, H - kh + 1, W - kw + 1)
    y = _buffers.setdefault(shape, np.zeros(shape))
    for i in range(shape[2]):
        for j in range(shape[3]):
            window = x[:, :, i:i + kh, j:j + kw]
            y[:, :, i, j] += np.einsum("bchw,ochw->bo", window, w)
    if b is not None:
        y += b.reshape(1, -1, 1, 1)
    return y
