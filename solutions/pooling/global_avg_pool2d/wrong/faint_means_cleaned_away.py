"""Small means are taken for rounding errors and set to zero: they are means of faint images."""
import numpy as np


def global_avg_pool2d(x):
    means = x.astype(float).mean(axis=(2, 3))
    return np.where(np.abs(means) < 1e-11, 0, means)
