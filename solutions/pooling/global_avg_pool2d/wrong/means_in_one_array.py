"""The array for the means is made once for each shape and filled again by every call: an answer that somebody kept is overwritten."""
import numpy as np

_means = {}


def global_avg_pool2d(x):
    B, C = x.shape[:2]
    y = _means.setdefault((B, C), np.empty((B, C)))
    x.mean(axis=(2, 3), out=y)
    return y
