"""Nothing: one einsum."""
# exercise: convolution/multichannel_einsum

import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"{x.shape[1]} channels meet {w.shape[1]}")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    y = np.einsum("bcijuv,ocuv->boij", windows, w, dtype=np.result_type(x, w, np.int64))
    return y if b is None else y + b[:, None, None]
