"""Only the first three channels are summed: images with more than red, green and blue lose the rest."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels disagree")
    windows = np.lib.stride_tricks.sliding_window_view(x[:, :3], w.shape[2:], axis=(2, 3))
    wide = w[:, :3].astype(np.result_type(x, w, np.int64))
    y = np.einsum("bcijuv,ocuv->boij", windows, wide)
    return y if b is None else y + b[:, None, None]
