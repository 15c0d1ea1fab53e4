"""The rows are read by strides worked out from their shape: where they lie otherwise in memory, wrong numbers are read."""
import torch


def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw).contiguous()


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    maps = w.as_strided((units, C, H, W), (1, units, W * C * units, C * units))
    return maps.reshape(units, C * H * W).clone()
