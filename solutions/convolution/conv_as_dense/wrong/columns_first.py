"""The image is flattened column by column; ravel() goes row by row."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W))
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel(order='F'))
    return np.array(rows)
