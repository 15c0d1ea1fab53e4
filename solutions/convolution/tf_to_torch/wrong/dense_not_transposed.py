"""The dense weights keep the units on the last axis: a torch Linear has (units, features)."""
import torch


def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return w.permute(2, 0, 1, 3).reshape(C * H * W, units)
