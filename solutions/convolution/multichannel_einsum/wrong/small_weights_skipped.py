"""Small weights of the filters are taken for 0: times pixels as large as they are small, they are the answer."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels differ")
    windows = sliding_window_view(x, w.shape[2:], axis=(2, 3))
    wide = w.astype(np.result_type(x, w, np.int64))
    wide = np.where(abs(wide) < 1e-9, 0, wide)
    y = np.einsum("bcijuv,ocuv->boij", windows, wide)
    return y if b is None else y + b[:, None, None]
