"""Weights go through float64 on their way, which holds integers only up to 2⁵³."""

import torch


def tf_to_torch(w):
    return w.double().permute(3, 2, 0, 1).contiguous().to(w.dtype)


def tf_depthwise_to_torch(w):
    return w.double().permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1).to(w.dtype)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    return tf_to_torch(w.reshape(H, W, C, -1)).flatten(1)
