"""Weights are split as for sums in doubled precision and only the leading part is kept: the last bits are gone."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    page = np.zeros((H - kh + 1, W - kw + 1, H, W))
    for i, j in np.ndindex(page.shape[:2]):
        page[i, j, i : i + kh, j : j + kw] = k
    spread = page * 257
    return (spread - (spread - page)).reshape(-1, H * W)
