"""Whatever is not float64 is taken for whole numbers: the fractions of float32 or float16 images are cut off."""
import numpy as np


def global_avg_pool2d(x):
    x = x if x.dtype == np.float64 else x.astype(np.int64)
    return x.astype(float).mean(axis=(2, 3))
