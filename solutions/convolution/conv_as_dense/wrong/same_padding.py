"""There is a row for every pixel, as if the image were padded; without padding a kernel takes k − 1 pixels from each axis."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = input_shape
    kh, kw = k.shape
    matrix = np.zeros((H * W, H * W))
    for i in range(H):
        for j in range(W):
            for u in range(kh):
                for v in range(kw):
                    r, c = i + u - kh // 2, j + v - kw // 2
                    if 0 <= r < H and 0 <= c < W:
                        matrix[i * W + j, r * W + c] = k[u, v]
    return matrix
