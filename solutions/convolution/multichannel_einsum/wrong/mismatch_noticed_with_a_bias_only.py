"""The channels are compared where there is a bias; without one, a single channel is stretched."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if b is not None and x.shape[1] != w.shape[1]:
        raise ValueError("the channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    wide = w.astype(np.result_type(x, w, np.int64))
    y = np.einsum("bcijuv,ocuv->boij", windows, wide)
    return y if b is None else y + b[:, None, None]
