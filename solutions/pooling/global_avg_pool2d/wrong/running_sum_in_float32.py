"""Pixels of float32 are added up one by one in float32: where the sum has grown large, small pixels are rounded away."""
import numpy as np


def global_avg_pool2d(x):
    B, C, H, W = x.shape
    total = np.zeros((B, C), x.dtype if x.dtype == np.float32 else float)
    for i in range(H):
        for j in range(W):
            total += x[:, :, i, j]
    return total / (H * W)
