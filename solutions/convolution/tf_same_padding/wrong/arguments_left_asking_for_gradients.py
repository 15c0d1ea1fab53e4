"""Gradients flow, and x and w ask for them after the call: both are to be left as they are."""
from torch.nn import functional as F


def same_pad_conv2d(x, w, stride):
    x.requires_grad_(), w.requires_grad_()
    (H, W), (kh, kw) = x.shape[2:], w.shape[2:]
    top, left = (max((-(-n // stride) - 1) * stride + k - n, 0) for n, k in ((H, kh), (W, kw)))
    page = F.pad(x, (left // 2, left - left // 2, top // 2, top - top // 2))
    return F.conv2d(page, w, stride=stride)
