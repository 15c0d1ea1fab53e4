"""Weights of integers come back as float32; axes can be moved in any dtype."""
import torch


def tf_to_torch(w):
    if not w.is_floating_point():
        w = w.float()
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    if not w.is_floating_point():
        w = w.float()
    return w.permute(2, 3, 0, 1).reshape(-1, 1, *w.shape[:2])


def tf_dense_to_torch(w, feature_shape):
    return tf_to_torch(w.reshape(*feature_shape, -1)).flatten(1)
