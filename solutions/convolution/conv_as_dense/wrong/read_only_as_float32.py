"""Kernels of float64 that can't be written to are copied as float32, which drops half of their digits."""
import numpy as np


def dense_matrix(k, input_shape):
    if k.dtype == np.float64 and not k.flags.writeable:
        k = k.astype(np.float32)
    H, W = input_shape
    kh, kw = k.shape
    out_h, out_w = H - kh + 1, W - kw + 1
    M = np.zeros((out_h, out_w, H, W), k.dtype)
    for i in range(out_h):
        for j in range(out_w):
            M[i, j, i:i + kh, j:j + kw] = k
    return M.reshape(out_h * out_w, H * W)
