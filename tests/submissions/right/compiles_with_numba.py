"""A helper is compiled by numba, which keeps what it compiled."""
# needs: numba
import numpy as np
from numba import njit


@njit(cache=True)
def window(x, k, i):
    total = 0.0
    for j in range(len(k)):
        total += x[i + j] * k[j]
    return total


def slide(x, k):
    np.dot(k, k)
    x, k = np.ascontiguousarray(x), np.ascontiguousarray(k)
    return np.array([window(x, k, i) for i in range(len(x) - len(k) + 1)], dtype=np.result_type(x, k))
