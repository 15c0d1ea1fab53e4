"""Where all means of an image of integers are whole, they are returned as integers and not as floats."""
import numpy as np


def global_avg_pool2d(x):
    means = x.astype(float).mean(axis=(2, 3))
    whole = x.dtype.kind in "iu" and (means == np.round(means)).all()
    return means.astype(np.int64) if whole else means
