"""The kernel's rows follow one another without a gap: in the flattened image there is a whole image row from one to the next."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    oh, ow = H - kh + 1, W - kw + 1
    out = np.zeros((oh * ow, H * W))
    weights = k.ravel()
    for i in range(oh):
        for j in range(ow):
            start = i * W + j
            out[i * ow + j, start:start + len(weights)] = weights
    return out
