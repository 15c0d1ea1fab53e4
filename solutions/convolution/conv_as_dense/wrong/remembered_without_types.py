"""Matrices are remembered by the kernel's bytes and shape without its type: a uint8 of 200 and an int8 of −56 have the same byte, and count as one."""
import numpy as np

known = {}


def dense_matrix(k, input_shape):
    key = k.tobytes(), k.shape, tuple(input_shape)
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
