"""The kernel is flattened in place, so the caller's kernel has lost its rows; k.ravel() leaves it as it is."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    offsets = [u * W + v for u in range(kh) for v in range(kw)]
    k.shape = (kh * kw,)
    M = np.zeros(((H - kh + 1) * (W - kw + 1), H * W))
    starts = [i * W + j for i in range(H - kh + 1) for j in range(W - kw + 1)]
    for row, start in enumerate(starts):
        for offset, weight in zip(offsets, k):
            M[row, start + offset] = weight
    return M
