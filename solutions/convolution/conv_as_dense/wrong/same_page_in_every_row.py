"""All rows are views of one page, so all show what was put on it last."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows = []
    page = np.zeros((H, W))
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page[:] = 0
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel())
    return np.array(rows)
