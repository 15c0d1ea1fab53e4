"""The kernel is taken to have a middle row.

Fails where kh is even.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    if k.shape[0] % 2 == 0:
        raise ValueError("no middle row")
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k, dtype=float)
