"""The stride must divide the rows.

Fails where (H + 2p − kh) is not divisible by the stride.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    assert (x.shape[0] + 2 * padding - k.shape[0]) % stride == 0
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k, dtype=float)
