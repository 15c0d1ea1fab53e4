"""The matrix is made once for each shape; every call wipes it and hands it out again, and so overwrites the matrix that it gave before."""
import numpy as np

_matrices = {}


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    rows, columns = H - kh + 1, W - kw + 1
    key = rows, columns, H, W, k.dtype.str
    if key not in _matrices:
        _matrices[key] = np.zeros((rows * columns, H * W), k.dtype)
    matrix = _matrices[key]
    matrix[:] = 0
    for i in range(rows):
        for j in range(columns):
            for u in range(kh):
                for v in range(kw):
                    matrix[i * columns + j, (i + u) * W + j + v] = k[u, v]
    return matrix
