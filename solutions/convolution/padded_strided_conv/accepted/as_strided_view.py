"""A strided view of all windows and one tensordot."""
import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv2d(x, k, stride=1, padding=0):
    x = np.pad(x, padding, mode='constant')
    kh, kw = k.shape
    shape = ((x.shape[0] - kh) // stride + 1, (x.shape[1] - kw) // stride + 1, kh, kw)
    s0, s1 = x.strides
    windows = as_strided(x, shape=shape, strides=(s0 * stride, s1 * stride, s0, s1), writeable=False)
    return np.tensordot(windows, k.astype(float), axes=((2, 3), (0, 1)))
