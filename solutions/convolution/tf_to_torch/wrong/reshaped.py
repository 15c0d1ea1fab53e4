"""The numbers are only cut into the new shape: reshape keeps their sequence, and here the axes have to change places."""
import torch


def tf_to_torch(w):
    return w.reshape(w.shape[3], w.shape[2], w.shape[0], w.shape[1])


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return w.permute(3, 2, 0, 1).reshape(units, C * H * W)
