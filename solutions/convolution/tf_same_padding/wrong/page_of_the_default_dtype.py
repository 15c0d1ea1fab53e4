"""The padded page has torch's default dtype and device whatever x has."""
import torch
import torch.nn.functional as F


def total(n, k, s):
    return max((-(-n // s) - 1) * s + k - n, 0)


def same_pad_conv2d(x, w, stride):
    B, C, H, W = x.shape
    ph, pw = total(H, w.shape[2], stride), total(W, w.shape[3], stride)
    page = torch.zeros(B, C, H + ph, W + pw)
    page[:, :, ph // 2:ph // 2 + H, pw // 2:pw // 2 + W] = x
    return F.conv2d(page, w.to(page), stride=stride)
