"""Rows and channels are averaged as if channels came last: x is (B, C, H, W)."""
import numpy as np


def global_avg_pool2d(x):
    return x.mean(axis=(1, 2))
