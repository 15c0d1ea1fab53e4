"""A sum of Kronecker products of shifted identities."""
import numpy as np


def dense_matrix(k, input_shape):
    (H, W), (kh, kw) = input_shape, k.shape
    down = [np.eye(H - kh + 1, H, u) for u in range(kh)]
    right = [np.eye(W - kw + 1, W, v) for v in range(kw)]
    return sum(k[u, v] * np.kron(down[u], right[v]) for u in range(kh) for v in range(kw))
