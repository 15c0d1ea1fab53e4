"""A kernel as large as the image gets its only row from an array that is made once, as a default value is: the next such kernel overwrites it."""
import numpy as np


def dense_matrix(k, input_shape, rows_kept={}):
    H, W = input_shape
    kh, kw = k.shape
    if k.size == input_shape[0] * input_shape[1]:
        row = rows_kept.setdefault((H, W), np.empty((1, H * W)))
        row[0] = k.ravel()
        return row
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W))
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel())
    return np.array(rows)
