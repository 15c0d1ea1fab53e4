"""Whatever is not float64 is taken for whole numbers: the fractions of float32 or float16 images are cut off."""
import numpy as np


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("the channels disagree")
    given = [a.dtype for a in (x, w, b) if a is not None]
    exact = np.float64 if np.dtype(np.float64) in given else np.int64
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(exact), w.shape[2:], axis=(2, 3))
    y = np.einsum("bcijuv,ocuv->boij", windows, w.astype(exact))
    return y if b is None else y + b.astype(exact)[:, None, None]
