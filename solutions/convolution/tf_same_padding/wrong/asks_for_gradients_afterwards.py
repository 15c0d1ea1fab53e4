"""The answer is made without history and then told to ask for gradients: none reaches x or w."""
import torch
from torch.nn import functional as F


def same_pad_conv2d(x, w, stride):
    p = []
    for n, k in ((x.shape[3], w.shape[3]), (x.shape[2], w.shape[2])):
        t = max((-(-n // stride) - 1) * stride + k - n, 0)
        p += [t // 2, t - t // 2]
    with torch.no_grad():
        y = F.conv2d(F.pad(x, p), w, stride=stride)
    return y.requires_grad_(x.requires_grad or w.requires_grad)
