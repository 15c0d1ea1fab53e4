"""sliding_window_view, broadcasting, sum."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), k.shape)
    return (windows * k.astype(np.double)).sum(axis=(-2, -1))[::stride, ::stride]
