"""The answer is an np.matrix: times a flattened image it gives a matrix of one row, no flat array."""

import numpy as np
from scipy.sparse import lil_matrix


def dense_matrix(k, input_shape):
    (H, W), (kh, kw) = input_shape, k.shape
    out_h, out_w = H - kh + 1, W - kw + 1
    matrix = lil_matrix((out_h * out_w, H * W))
    for i, j in np.ndindex(out_h, out_w):
        for u, v in np.ndindex(kh, kw):
            matrix[i * out_w + j, (i + u) * W + j + v] = k[u, v]
    return matrix.todense()
