"""Each channel gives its median: a mean is the sum divided by the number of pixels."""
import numpy as np


def global_avg_pool2d(x):
    return np.median(x, axis=(2, 3))
