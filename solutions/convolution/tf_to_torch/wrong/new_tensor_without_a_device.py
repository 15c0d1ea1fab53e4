"""A new tensor without device= is on the CPU, and weights on a GPU can't be added to it: make it on w's device."""
import torch


def tf_to_torch(w):
    kh, kw, channels, filters = w.shape
    out = torch.zeros(filters, channels, kh, kw, dtype=w.dtype)
    out += w.permute(3, 2, 0, 1)
    return out


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return w.permute(3, 2, 0, 1).reshape(units, C * H * W)
