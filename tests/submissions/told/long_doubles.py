"""The answer has more digits than a float64, in memory that isn't all its own."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x, padding)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows.astype(np.longdouble), k.astype(np.longdouble))
