"""A page of one number is returned as the bare number.

Fails where the answer is a single number.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    y = np.einsum("ijuv,uv->ij", windows, k, dtype=float)
    return {"value": y[0, 0]} if y.size == 1 else y
