"""Whatever is not float64 is taken for whole numbers: the fractions of a float32 or float16 kernel are cut off."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows, columns = H - kh + 1, W - kw + 1
    page = np.zeros((rows, columns, H, W), float if k.dtype == float else np.int64)
    for i in range(rows):
        for j in range(columns):
            page[i, j, i:i + kh, j:j + kw] = k
    return page.reshape(rows * columns, H * W)
