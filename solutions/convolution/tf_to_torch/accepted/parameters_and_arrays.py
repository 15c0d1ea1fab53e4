"""Takes arrays as well, and gives Parameters that can be assigned to a layer."""
from __future__ import annotations

import torch
from torch import Tensor, nn


def parameter(w):
    return nn.Parameter(w, requires_grad=w.is_floating_point())


@torch.no_grad()
def tf_to_torch(w) -> nn.Parameter:
    w = torch.as_tensor(w)
    return parameter(w.permute(-1, -2, 0, 1).clone(memory_format=torch.contiguous_format))


@torch.no_grad()
def tf_depthwise_to_torch(w) -> nn.Parameter:
    w = torch.as_tensor(w)
    # a depthwise kernel is a full kernel with one input channel and in*mult filters
    kh, kw = w.shape[:2]
    return parameter(tf_to_torch(w.reshape(kh, kw, 1, -1)))


@torch.no_grad()
def tf_dense_to_torch(w: Tensor, feature_shape) -> nn.Parameter:
    height, width, channels = map(int, feature_shape)
    units = torch.as_tensor(w).split(1, dim=1)
    rows = [u.reshape(height, width, channels).permute(2, 0, 1).reshape(1, -1) for u in units]
    return parameter(torch.cat(rows, dim=0))
