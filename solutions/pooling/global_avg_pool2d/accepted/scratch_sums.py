"""Sums into scratch memory that is used again, and divides into a new array."""
import numpy as np

_scratch = {}


def global_avg_pool2d(x):
    B, C, H, W = x.shape
    sums = _scratch.setdefault((B, C), np.zeros((B, C)))
    sums[:] = 0
    for i in range(H):
        for j in range(W):
            sums += x[:, :, i, j]
    return sums / (H * W)
