"""Unsigned integers are read as signed ones: the upper half of their range turns negative."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels disagree")
    x, w = (a.astype(np.int32) if a.dtype.kind == "u" else a for a in (x, w))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    y = np.einsum("bcijuv,ocuv->boij", windows, w.astype(np.result_type(x, w, np.int64)))
    return y if b is None else y + b[:, None, None]
