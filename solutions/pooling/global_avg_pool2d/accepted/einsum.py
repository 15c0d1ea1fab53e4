"""A sum in Einstein notation."""
import numpy as np


def global_avg_pool2d(x):
    B, C, H, W = x.shape
    return np.einsum("bchw->bc", x.astype(np.float64)) / (H * W)
