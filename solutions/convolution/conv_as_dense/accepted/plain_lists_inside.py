"""A pure function of four indices, an array only at the end; integers stay integers."""
import numpy as np


def dense_matrix(k, input_shape):
    H, W = map(int, input_shape)
    kernel = k.tolist()
    kh, kw = len(kernel), len(kernel[0])

    def weight(i, j, r, c):
        u, v = r - i, c - j
        return kernel[u][v] if 0 <= u < kh and 0 <= v < kw else 0

    outputs = [(i, j) for i in range(H - kh + 1) for j in range(W - kw + 1)]
    pixels = [(r, c) for r in range(H) for c in range(W)]
    return np.array([[weight(*o, *p) for p in pixels] for o in outputs])
