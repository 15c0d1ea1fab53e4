"""Where x and w both ask for gradients, x is cut off and only w gets any."""

import torch
import torch.nn.functional as F


def padded(x, w, stride):
    sides = []
    for n, k in zip(x.shape[:1:-1], w.shape[:1:-1]):
        total = max((-(-n // stride) - 1) * stride + k - n, 0)
        sides += [total // 2, total - total // 2]
    return F.pad(x, sides)


def same_pad_conv2d(x, w, stride):
    if x.requires_grad and w.requires_grad:
        x = x.detach()
    return F.conv2d(padded(x, w, stride), w, stride=stride)
