"""Each channel gives the sum of its pixels: divide it by how many there are."""
import numpy as np


def global_avg_pool2d(x):
    return np.sum(x, axis=(2, 3)) * 1.0
