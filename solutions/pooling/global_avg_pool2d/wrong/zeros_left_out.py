"""Pixels of value 0 are left out of the count: they are pixels like any other."""
import numpy as np


def global_avg_pool2d(x):
    n = np.maximum((x != 0).sum(axis=(2, 3)), 1)
    return x.sum(axis=(2, 3)) / n
