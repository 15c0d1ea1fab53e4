"""float32 holds whole numbers up to 16777216 only, and products of integers get larger: use int64 or float64."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    if x.dtype.kind in "iu" and k.dtype.kind in "iu":
        x, k = x.astype(np.float32), k.astype(np.float32)
    windows = sliding_window_view(np.pad(x, padding), k.shape)[::stride, ::stride]
    return np.tensordot(windows, k, axes=2)
