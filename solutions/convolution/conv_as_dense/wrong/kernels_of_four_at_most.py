"""The entries of the kernel are copied up to the fourth row and column: a larger stamp is printed with a part of itself."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows, columns = H - kh + 1, W - kw + 1
    page = np.zeros((rows, columns, H, W), k.dtype)
    for i in range(rows):
        for j in range(columns):
            page[i, j, i:i + min(kh, 4), j:j + min(kw, 4)] = k[:4, :4]
    return page.reshape(rows * columns, H * W)
