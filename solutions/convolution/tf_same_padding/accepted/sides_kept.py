"""Keeps the sides of the padding for each pair of sizes: numbers, which nobody can change."""
from functools import cache

import torch.nn.functional as F


@cache
def sides(n, k, s):
    total = max((-(-n // s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2


def same_pad_conv2d(x, w, stride):
    rows, columns = (sides(x.shape[a], w.shape[a], stride) for a in (2, 3))
    return F.conv2d(F.pad(x, columns + rows), w, stride=stride)
