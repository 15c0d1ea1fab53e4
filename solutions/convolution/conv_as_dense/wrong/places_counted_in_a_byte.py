"""Pixels are counted in a byte: in an image of more than 256 the count starts again, and weights land in columns further left."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows, columns = H - kh + 1, W - kw + 1
    matrix = np.zeros((rows * columns, H * W), k.dtype)
    places = np.arange(H * W).astype(np.uint8).reshape(H, W)
    for i in range(rows):
        for j in range(columns):
            matrix[i * columns + j, places[i:i + kh, j:j + kw]] = k
    return matrix
