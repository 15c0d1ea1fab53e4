"""Gradients are switched off for the whole file, and for whoever imports it."""
import torch
import torch.nn.functional as F

torch.set_grad_enabled(False)


def same_pad_conv2d(x, w, stride):
    H, W = x.shape[-2:]
    kh, kw = w.shape[-2:]
    th = max((-(-H // stride) - 1) * stride + kh - H, 0)
    tw = max((-(-W // stride) - 1) * stride + kw - W, 0)
    x = F.pad(x, (tw // 2, tw - tw // 2, th // 2, th - th // 2))
    return F.conv2d(x, w, stride=stride)
