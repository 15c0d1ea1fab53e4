"""Weights of one shape are all copied into the same tensor: the next layer of that shape overwrites the one before."""
import torch

_pages = {}


def page(name, like, shape):
    key = name, shape, like.dtype, like.device
    if key not in _pages:
        _pages[key] = torch.empty(shape, dtype=like.dtype, device=like.device)
    return _pages[key]


def tf_to_torch(w):
    kh, kw, cin, cout = w.shape
    return page("conv", w, (cout, cin, kh, kw)).copy_(w.permute(3, 2, 0, 1))


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    moved = w.permute(2, 3, 0, 1).reshape(channels * mult, 1, kh, kw)
    return page("depthwise", w, (channels * mult, 1, kh, kw)).copy_(moved)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    units = w.shape[1]
    moved = w.reshape(H, W, C, units).permute(3, 2, 0, 1).reshape(units, C * H * W)
    return page("dense", w, (units, C * H * W)).copy_(moved)
