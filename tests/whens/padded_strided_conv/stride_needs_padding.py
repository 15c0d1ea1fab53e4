"""A strided walk is taken to need a border.

Fails where stride > 1 and padding = 0.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    if stride > 1 and not padding:
        raise ValueError("nothing to stand on")
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k, dtype=float)
