"""The answer is filled in place: out=, np.nditer, np.fromiter, and einsum beside."""
import numpy as np


def slide(x, k):
    n = len(x) - len(k) + 1
    out = np.empty(n, dtype=np.result_type(x, k))
    for i in range(n):
        np.dot(x[i : i + len(k)], k, out=out[i : i + 1].reshape(()))
    again = np.fromiter((np.dot(x[i : i + len(k)], k) for i in range(n)), out.dtype, n)
    assert np.array_equal(out, again)
    return again
