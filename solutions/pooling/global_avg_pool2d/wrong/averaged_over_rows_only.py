"""Only one axis is averaged away: a channel's mean goes over rows and columns."""
import numpy as np


def global_avg_pool2d(x):
    return x.mean(axis=2)
