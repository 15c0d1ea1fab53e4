"""The matrix is printed and not returned.

Evidence: print
"""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    out_h = H - kh + 1
    out_w = W - kw + 1
    M = np.zeros((out_h * out_w, H * W))
    for i in range(out_h):
        for j in range(out_w):
            for u in range(kh):
                for v in range(kw):
                    M[i * out_w + j, (i + u) * W + (j + v)] = k[u, v]
    print(M)
