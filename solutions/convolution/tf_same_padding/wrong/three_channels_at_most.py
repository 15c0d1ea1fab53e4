"""Only the first three channels are summed: images with more than red, green and blue lose the rest."""
import torch
from torch.nn import functional as F


def same_pad_conv2d(x, w, stride):
    pads = []
    for n, k in ((x.shape[3], w.shape[3]), (x.shape[2], w.shape[2])):
        total = max((-(-n // stride) - 1) * stride + k - n, 0)
        pads += [total // 2, total - total // 2]
    return F.conv2d(F.pad(x[:, :3], pads), w[:, :3], stride=stride)
