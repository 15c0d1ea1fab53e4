"""A mean updated pixel by pixel."""
import numpy as np


def global_avg_pool2d(x):
    y = np.zeros(x.shape[:2])
    for n, (i, j) in enumerate(np.ndindex(x.shape[2:]), 1):
        y += (x[:, :, i, j] - y) / n
    return y
