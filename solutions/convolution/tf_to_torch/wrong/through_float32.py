"""Weights pass through float32 on their way: integers of more than 24 bits come out as others."""
import torch


def tf_to_torch(w):
    wide = w if w.is_floating_point() else w.float()
    return wide.permute(3, 2, 0, 1).contiguous().to(w.dtype)


def tf_depthwise_to_torch(w):
    dtype, w = w.dtype, w if w.is_floating_point() else w.float()
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw).contiguous().to(dtype)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    return w.reshape(H, W, C, -1).permute(3, 2, 0, 1).reshape(w.shape[1], -1).contiguous()
