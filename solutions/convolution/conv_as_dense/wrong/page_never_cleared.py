"""The page is made once and not cleared, so each row still shows the windows before it."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows = []
    page = np.zeros((H, W))
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page[top:top + kh, left:left + kw] = k
            rows.append(page.ravel().copy())
    return np.array(rows)
