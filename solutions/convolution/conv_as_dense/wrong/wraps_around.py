"""There is a row for every pixel, with the stamp wrapped around the edges: a valid convolution only has rows for windows that lie inside."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    page = np.zeros((H, W))
    page[:k.shape[0], :k.shape[1]] = k
    return np.array([np.roll(page, (i, j), axis=(0, 1)).ravel() for i in range(H) for j in range(W)])
