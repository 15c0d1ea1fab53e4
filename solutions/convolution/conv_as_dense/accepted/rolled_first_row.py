"""The first row, then the same row moved on; the stamp never reaches the end."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    first = np.zeros((H, W), dtype=np.result_type(k, np.float64))
    first[: k.shape[0], : k.shape[1]] = k
    first = first.ravel()
    return np.array([
        np.roll(first, i * W + j)
        for i in range(H - k.shape[0] + 1)
        for j in range(W - k.shape[1] + 1)
    ])
