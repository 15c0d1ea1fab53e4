"""Square images are walked without the stride.

Fails where stride > 1 and H = W.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    if stride > 1 and x.shape[0] == x.shape[1]:
        raise ValueError("take a rectangle")
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k, dtype=float)
