"""The output's rows are counted as long as the image's, so the matrix has a row for places where the stamp does not fit."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    M = np.zeros((out_h * W, H * W))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kh):
                for v in range(kw):
                    M[i * W + j, (i + u) * W + (j + v)] = k[u, v]
    return M
