"""The function is there twice, the right one last; the stub stands above."""
import numpy as np


def slide(x, k):
    raise NotImplementedError


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
