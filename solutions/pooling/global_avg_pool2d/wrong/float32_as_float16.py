"""Images of float32 are rounded to float16, which keeps three digits of their seven."""
import numpy as np


def global_avg_pool2d(x):
    if x.dtype == np.float32:
        x = x.astype(np.float16).astype(np.float32)
    return x.astype(float).mean(axis=(2, 3))
