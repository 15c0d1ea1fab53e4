"""The means are computed in float32, which holds about seven digits: float64 input has sixteen, so keep them."""
import numpy as np


def global_avg_pool2d(x):
    return x.astype(np.float32).mean(axis=(2, 3))
