"""Where image and kernel are both of a small integer type, tensordot, einsum and @ multiply and add in that type, and what doesn't fit wraps around: make one of them wider first."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d(x, k, stride=1, padding=0):
    windows = sliding_window_view(np.pad(x, padding), k.shape)[::stride, ::stride]
    return np.tensordot(windows, k, axes=2)
