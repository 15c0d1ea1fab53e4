"""The stamp is moved on one place at a time through the flattened image, so it wraps around the right edge; after the last window of a row comes the first of the next."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    first = np.zeros((H, W))
    first[:kh, :kw] = k
    n_out = (H - kh + 1) * (W - kw + 1)
    return np.stack([np.roll(first.ravel(), n) for n in range(n_out)])
