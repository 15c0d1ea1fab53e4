"""Answers of one shape all lie in the same tensor: the next batch of that shape overwrites the one before."""
import torch
import torch.nn.functional as F

_maps = {}


def same_pad_conv2d(x, w, stride):
    pads = []
    for n, k in ((x.shape[3], w.shape[3]), (x.shape[2], w.shape[2])):
        total = max((-(-n // stride) - 1) * stride + k - n, 0)
        pads += [total // 2, total - total // 2]
    y = F.conv2d(F.pad(x, pads), w, stride=stride)
    key = y.shape, y.dtype, y.device
    if key not in _maps:
        _maps[key] = torch.empty_like(y)
    return _maps[key].detach_().copy_(y)
