"""The mean of the rows' means, all of which have the same length."""
import numpy as np


def global_avg_pool2d(x):
    return np.mean(np.mean(x, axis=-1), axis=-1)
