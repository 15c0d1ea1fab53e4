"""The kernel itself is turned around and back by only half, so the caller's kernel has changed."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    M = []
    for i in range(H - kh + 1):
        for j in range(W - kw + 1):
            full = np.zeros((H, W))
            full[i:i + kh, j:j + kw] = k
            M.append(full.ravel())
    if k.flags.writeable:
        k[:] = k[::-1].copy()
    return np.array(M)
