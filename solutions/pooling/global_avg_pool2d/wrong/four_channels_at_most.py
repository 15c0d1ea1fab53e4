"""Only the first four channels have a mean: the others stay 0."""
import numpy as np


def global_avg_pool2d(x):
    x = x.copy()
    x[:, 4:] = 0
    return x.astype(float).mean(axis=(2, 3))
