"""The type of the sums is taken from filters and bias alone: fractions of the images are cut off."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels")
    whole = w.dtype.kind in "iu" and (b is None or b.dtype.kind in "iu")
    kind = np.int64 if whole else np.float64
    windows = sliding_window_view(x, w.shape[2:], axis=(2, 3)).astype(kind)
    y = np.einsum("bcijuv,ocuv->boij", windows, w.astype(kind))
    return y if b is None else y + b[:, None, None]
