"""The image is read as one block of memory.

Fails where x is not contiguous in memory.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    np.frombuffer(x, x.dtype)
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k, dtype=float)
