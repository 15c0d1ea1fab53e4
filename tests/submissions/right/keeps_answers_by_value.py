"""Answers are kept by their arguments' bytes, and copied on the way out."""
import functools

import numpy as np


@functools.lru_cache(maxsize=None)
def _slide(x, k, kind):
    x, k = np.frombuffer(x, kind), np.frombuffer(k, kind)
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


def slide(x, k):
    np.dot(k, k)
    return _slide(x.tobytes(), k.tobytes(), x.dtype.str).copy()
