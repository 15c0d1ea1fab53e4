"""The kernel is written rotated by 180 degrees: that is mathematical convolution; check which kernel entry weighs the window's first pixel."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows = []
    for top in range(H - kh + 1):
        for left in range(W - kw + 1):
            page = np.zeros((H, W))
            page[top:top + kh, left:left + kw] = k[::-1, ::-1]
            rows.append(page.ravel())
    return np.array(rows)
