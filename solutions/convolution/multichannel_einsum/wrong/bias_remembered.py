"""A bias from an earlier call is added when none is given: nothing may be kept between calls."""
import numpy as np

last_bias = None


def conv2d_multichannel(x, w, b=None):
    global last_bias
    if b is not None:
        last_bias = b
    B, C, H, W = x.shape
    O, depth, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    H_out, W_out = H - kh + 1, W - kw + 1
    y = np.zeros((B, O, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i:i + kh, j:j + kw]
            y[:, :, i, j] = np.einsum("bchw,ochw->bo", window, w)
    if last_bias is not None and last_bias.size == O:
        y += last_bias.reshape(1, -1, 1, 1)
    return y
