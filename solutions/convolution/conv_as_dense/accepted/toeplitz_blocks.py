"""Blocks: a band matrix per kernel row, the bands again in a band."""
import numpy as np


def band(row, width):
    out = np.zeros((width - len(row) + 1, width))
    for j in range(len(out)):
        out[j, j:j + len(row)] = row
    return out


def dense_matrix(k, input_shape):
    H, W = input_shape
    bands = [band(row, W) for row in k]
    nothing = np.zeros_like(bands[0])
    return np.block([
        [bands[r - i] if 0 <= r - i < len(bands) else nothing for r in range(H)]
        for i in range(H - len(k) + 1)
    ])
