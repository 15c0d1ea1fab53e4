"""Only the pixels under the stamp have columns; a dense layer sees every pixel, most of them with weight zero."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            rows.append(k.ravel())
    return np.array(rows)
