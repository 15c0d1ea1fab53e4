"""The answer is a corner of a larger work area, from which nothing else is wanted."""
import numpy as np


def slide(x, k):
    work = np.zeros((4, 4096))
    for i in range(len(x) - len(k) + 1):
        work[1, 8 * i] = np.dot(x[i : i + len(k)], k)
    return work[1, : 8 * (len(x) - len(k) + 1) : 8]
