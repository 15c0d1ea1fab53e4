"""Only the first filter learns: the others are cut off from gradients."""
import torch
from torch.nn import functional as F


def same_pad_conv2d(x, w, stride):
    pads = []
    for n, k in ((x.shape[3], w.shape[3]), (x.shape[2], w.shape[2])):
        total = max((-(-n // stride) - 1) * stride + k - n, 0)
        pads += [total // 2, total - total // 2]
    return F.conv2d(F.pad(x, pads), torch.cat([w[:1], w[1:].detach()]), stride=stride)
