"""An integer bias is taken into 32 bits, where a large one wraps around."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels differ")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    wide = w.astype(np.result_type(x, w, np.int64))
    y = np.einsum("bcijuv,ocuv->boij", windows, wide)
    if b is not None and b.dtype.kind in "iu":
        b = b.astype(np.int32)
    return y if b is None else y + b[:, None, None]
