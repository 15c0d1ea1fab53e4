"""Integer weights are kept in 32 bits: a kernel with larger numbers comes out with others."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows, columns = H - kh + 1, W - kw + 1
    dtype = np.int32 if k.dtype.kind == "i" else k.dtype
    page = np.zeros((rows, columns, H, W), dtype)
    for i in range(rows):
        for j in range(columns):
            page[i, j, i:i + kh, j:j + kw] = k
    return page.reshape(rows * columns, H * W)
