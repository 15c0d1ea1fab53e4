"""Very small fractions are taken for rounding errors and set to zero, though they are weights."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    page = np.zeros((H - kh + 1, W - kw + 1, H, W), k.dtype)
    for i, j in np.ndindex(page.shape[:2]):
        page[i, j, i : i + kh, j : j + kw] = k
    page[np.abs(page) < 1e-9] = 0
    return page.reshape(-1, H * W)
