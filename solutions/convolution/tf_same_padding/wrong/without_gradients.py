"""No gradient finds a way back to x and w, as inside torch.no_grad() or behind detach(): a network with this layer can't be trained."""
import math

import torch
import torch.nn.functional as F


def same_pad_conv2d(x, w, stride):
    H, W = x.shape[-2:]
    kh, kw = w.shape[-2:]
    out_h = math.ceil(H / stride)
    out_w = math.ceil(W / stride)
    pad_h = max((out_h - 1) * stride + kh - H, 0)
    pad_w = max((out_w - 1) * stride + kw - W, 0)
    top = pad_h // 2
    left = pad_w // 2
    x = F.pad(x, (left, pad_w - left, top, pad_h - top))
    with torch.no_grad():
        return F.conv2d(x, w, stride=stride)
