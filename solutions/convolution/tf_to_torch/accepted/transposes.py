"""Swaps two axes at a time."""
import torch


def tf_to_torch(w: torch.Tensor) -> torch.Tensor:
    # (kh, kw, in, out) -> (out, kw, in, kh) -> (out, in, kw, kh) -> (out, in, kh, kw)
    return w.transpose(0, 3).transpose(1, 2).transpose(2, 3).clone(memory_format=torch.contiguous_format)


def tf_depthwise_to_torch(w: torch.Tensor) -> torch.Tensor:
    kh, kw, channels, mult = w.size()
    w = w.transpose(0, 2).transpose(1, 3)      # (in, mult, kh, kw)
    return w.contiguous().view(channels * mult, 1, kh, kw)


def tf_dense_to_torch(w: torch.Tensor, feature_shape: tuple) -> torch.Tensor:
    H, W, C = feature_shape
    units = w.size(1)
    w = w.t().contiguous().view(units, H * W, C)
    return w.transpose(1, 2).reshape(units, C * H * W)
