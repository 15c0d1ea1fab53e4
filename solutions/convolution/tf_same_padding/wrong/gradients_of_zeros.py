"""The layer's own backward answers with zeros, so training with it changes nothing."""
import torch
from torch.nn import functional as F


class Conv(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, stride):
        ctx.save_for_backward(x, w)
        p = []
        for n, k in ((x.shape[3], w.shape[3]), (x.shape[2], w.shape[2])):
            t = max((-(-n // stride) - 1) * stride + k - n, 0)
            p += [t // 2, t - t // 2]
        return F.conv2d(F.pad(x, p), w, stride=stride)

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        return torch.zeros_like(x), torch.zeros_like(w), None


def same_pad_conv2d(x, w, stride):
    return Conv.apply(x, w, stride)
