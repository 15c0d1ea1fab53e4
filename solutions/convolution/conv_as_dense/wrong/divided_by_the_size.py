"""Each weight is divided by the number of kernel entries: the stamp sums, it does not average."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W))
            page[top:top + kh, left:left + kw] = k / (kh * kw)
            rows.append(page.ravel())
    return np.array(rows)
