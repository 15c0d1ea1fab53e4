"""Every image of the batch gets the means of the first one: average each image for itself."""
import numpy as np


def global_avg_pool2d(x):
    B, C, H, W = x.shape
    y = np.zeros((B, C))
    for c in range(C):
        y[:, c] = x[0, c].mean()
    return y
