"""The averaged axes are still there with length 1: the answer has two axes, (B, C)."""
import numpy as np


def global_avg_pool2d(x):
    return x.mean(axis=(2, 3), keepdims=True)
