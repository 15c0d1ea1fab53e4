import torch
import torch.nn.functional as F


def same_pad_conv2d(x, w, stride):
    B, C, H, W = x.shape
    kh, kw = w.shape[2:]
    ph = max((-(-H // stride) - 1) * stride + kh - H, 0)
    pw = max((-(-W // stride) - 1) * stride + kw - W, 0)
    page = torch.zeros((B, C, H + ph, W + pw), dtype=x.dtype)
    page[:, :, ph // 2 : ph // 2 + H, pw // 2 : pw // 2 + W] = x
    return F.conv2d(page, w, stride=stride)
