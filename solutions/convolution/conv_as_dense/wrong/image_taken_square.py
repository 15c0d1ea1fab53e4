"""The image's height is used for its width as well: right for square images only."""
import numpy as np


def dense_matrix(k, input_shape):
    H = W = input_shape[0]
    kh, kw = k.shape
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W))
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel())
    return np.array(rows)
