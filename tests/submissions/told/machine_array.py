"""The answer is an array, and none of NumPy's."""
from array import array

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return array("d", np.einsum("ijuv,uv->ij", windows, k).ravel())
