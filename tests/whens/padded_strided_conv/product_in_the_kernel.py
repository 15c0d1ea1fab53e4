"""Products are written over a copy of the kernel.

Fails where k holds integers and x holds floats.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    scratch = k.copy()
    scratch *= x[0, 0]
    page = np.pad(x, padding)
    windows = sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k, dtype=float)
