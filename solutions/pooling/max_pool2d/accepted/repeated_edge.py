"""Padding that repeats the edge never brings in a pixel that the window does not have."""
import numpy as np
from numpy.lib.stride_tricks import as_strided


def max_pool2d(x, kernel_size, stride=None, padding=0):
    k, s, p = kernel_size, stride or kernel_size, padding
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="edge")
    B, C, H, W = x.shape
    sb, sc, sh, sw = x.strides
    shape = (B, C, (H - k) // s + 1, (W - k) // s + 1, k, k)
    view = as_strided(x, shape, (sb, sc, sh * s, sw * s, sh, sw), writeable=False)
    return view.reshape(*shape[:4], k * k).max(-1)
