"""Windows are copied into scratch memory that nobody gets; einsum's plan, a tuple, is kept for each shape."""
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

AXES = "bcijuv,ocuv->boij"
_scratch = {}


@lru_cache(maxsize=None)
def plan(windows, filters):
    a, b = (np.broadcast_to(0.0, shape) for shape in (windows, filters))
    return tuple(np.einsum_path(AXES, a, b)[0])


def conv2d_multichannel(x, w, b=None):
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels disagree")
    seen = sliding_window_view(x, w.shape[2:], axis=(2, 3))
    windows = _scratch.setdefault((seen.shape, x.dtype.str), np.empty(seen.shape, x.dtype))
    windows[:] = seen
    y = np.einsum(AXES, windows, w * 1.0, optimize=list(plan(seen.shape, w.shape)))
    return y if b is None else y + b[:, None, None]
