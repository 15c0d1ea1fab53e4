"""Answers are rounded, or small ones taken for 0: of faint images a few digits are left, or none."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    wide = w.astype(np.result_type(x, w, np.int64))
    y = np.einsum("bcijuv,ocuv->boij", windows, wide)
    return np.round(y if b is None else y + b[:, None, None], 10)
