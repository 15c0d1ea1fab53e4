"""Integers of 64 bits are taken into 32, where half of a large one gets lost."""
import numpy as np


def narrow(a):
    return a.astype(np.int32) if a.dtype == np.int64 else a


def conv2d(x, k, stride=1, padding=0):
    page, k = np.pad(narrow(x), padding).astype(float), narrow(k).astype(float)
    windows = np.lib.stride_tricks.sliding_window_view(page, k.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, k)
