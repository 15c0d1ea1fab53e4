"""Without a bias the answer lies in an array that is made once, as a default value is: the next call without a bias overwrites it."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_multichannel(x, w, b=None, kept={}):
    B, C, H, W = x.shape
    O, depth, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    shape = (B, O, H - kh + 1, W - kw + 1)
    y = kept.setdefault(shape, np.empty(shape))
    y[...] = np.einsum("bcijuv,ocuv->boij", sliding_window_view(x, (kh, kw), axis=(2, 3)), w)
    return y if b is None else y + b[:, None, None]
