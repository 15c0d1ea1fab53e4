"""Strides worked out by hand, which is fine after ascontiguousarray."""
import numpy as np
import numpy.lib.stride_tricks as tricks


def conv2d(x, k, stride=1, padding=0):
    padded = np.ascontiguousarray(np.pad(x, [(padding, padding)] * 2), dtype=float)
    hp, wp = padded.shape
    kh, kw = k.shape
    b = padded.itemsize
    oh, ow = 1 + (hp - kh) // stride, 1 + (wp - kw) // stride
    v = tricks.as_strided(padded, (oh, ow, kh, kw), (stride * wp * b, stride * b, wp * b, b))
    return (v.reshape(oh * ow, kh * kw) @ k.ravel()).reshape(oh, ow)
