"""Padding is worked out for square kernels only.

Fails where padding > 0 and kh ≠ kw.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    if padding and k.shape[0] != k.shape[1]:
        raise ValueError("which side?")
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k, dtype=float)
