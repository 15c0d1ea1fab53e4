"""The function ends the program where it dislikes its arguments."""
import sys

import numpy as np


def conv2d(x, k, stride=1, padding=0):
    if padding:
        sys.exit(1)
    page = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k)
