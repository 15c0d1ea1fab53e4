"""The answer is an array of Python objects: say the dtype, or start from np.zeros."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W), dtype=object)
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel())
    return np.array(rows)
