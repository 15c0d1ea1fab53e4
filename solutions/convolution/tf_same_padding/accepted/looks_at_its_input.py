"""Looks at the numbers first, which a GPU has to be waited for."""
import torch
import torch.nn.functional as F


def sides(n, k, s):
    total = max((-(-n // s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2


def same_pad_conv2d(x, w, stride):
    if not torch.isfinite(x).all():
        raise ValueError("x has infinities or NaN")
    (top, bottom), (left, right) = (sides(n, k, stride) for n, k in zip(x.shape[-2:], w.shape[-2:]))
    return F.conv2d(F.pad(x, (left, right, top, bottom)), w, stride=stride)
