"""The matrix still has four axes; a dense layer's has two, output pixels and image pixels."""
import numpy as np


def dense_matrix(k, input_shape):
    (H, W), (kh, kw) = input_shape, k.shape
    weights = np.zeros((H - kh + 1, W - kw + 1, H, W))
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            weights[i, j, i:i + kh, j:j + kw] = k
    return weights
