"""Images and channels have changed places in the answer: it is (B, C), one row for each image."""
import numpy as np


def global_avg_pool2d(x):
    return x.mean(axis=(2, 3)).T.copy()
