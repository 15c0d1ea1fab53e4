"""The sum of one channel is divided by the size of the whole batch: a map has H·W pixels."""
import numpy as np


def global_avg_pool2d(x):
    return x.sum(axis=(2, 3)) / x.size
