"""The dense layer's weights lie in a tensor that is made once, as a default value is: the next call overwrites them."""
import torch


def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).contiguous()


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    return w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w, feature_shape, pages={}):
    H, W, C = feature_shape
    units = w.shape[1]
    moved = w.reshape(H, W, C, units).permute(3, 2, 0, 1).reshape(units, C * H * W)
    key = moved.shape, w.dtype, w.device
    if key not in pages:
        pages[key] = torch.empty_like(moved)
    return pages[key].copy_(moved)
