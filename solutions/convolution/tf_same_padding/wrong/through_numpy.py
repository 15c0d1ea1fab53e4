"""The image takes a detour through NumPy: no gradient can flow through it, and a tensor on a GPU can't go there."""
import math

import numpy as np
import torch
import torch.nn.functional as F


def pads(n, k, s):
    p = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return p // 2, p - p // 2


def same_pad_conv2d(x, w, stride):
    a = x.detach().numpy()
    a = np.pad(a, ((0, 0), (0, 0), pads(a.shape[2], w.shape[2], stride), pads(a.shape[3], w.shape[3], stride)))
    return F.conv2d(torch.from_numpy(a), w, stride=stride)
