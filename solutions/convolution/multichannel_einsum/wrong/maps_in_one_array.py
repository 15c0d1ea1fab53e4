"""The array for the maps is made once for each shape and filled again by every call: an answer that somebody kept is overwritten."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

_maps = {}


def conv2d_multichannel(x, w, b=None):
    B, C, H, W = x.shape
    O, depth, kh, kw = w.shape
    if C != depth:
        raise ValueError(f"{C} channels in x, {depth} in w")
    shape = (B, O, H - kh + 1, W - kw + 1)
    if shape not in _maps:
        _maps[shape] = np.empty(shape)
    y = _maps[shape]
    y[...] = np.einsum("bcijuv,ocuv->boij", sliding_window_view(x, (kh, kw), axis=(2, 3)), w)
    if b is not None:
        y += b[:, None, None]
    return y
