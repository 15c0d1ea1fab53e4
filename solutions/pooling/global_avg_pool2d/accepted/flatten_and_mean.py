"""One long axis of pixels and its mean."""
import numpy as np


def global_avg_pool2d(x):
    return np.asarray(x, dtype=float).reshape(*x.shape[:2], -1).mean(-1)
