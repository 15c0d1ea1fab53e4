"""Torch's own same at stride 1, of which TF keeps every s-th pixel, from the right one on."""
import torch.nn.functional as F


def first(n, k, s):
    total = max((n + s - 1) // s * s - s + k - n, 0)
    return (k - 1) // 2 - total // 2


def same_pad_conv2d(x, w, stride):
    dense = F.conv2d(x, w, padding="same")
    i, j = (first(x.shape[d], w.shape[d], stride) for d in (2, 3))
    return dense[:, :, i::stride, j::stride]
