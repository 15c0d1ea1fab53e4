"""The answer takes a detour through its square root.

Fails where the right answer has negative entries.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    y = np.einsum("ijuv,uv->ij", windows, k, dtype=float)
    with np.errstate(invalid="ignore"):
        return np.sqrt(y) ** 2
