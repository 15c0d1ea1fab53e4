"""A recursive function, with a limit for it that is far higher."""
import sys

import numpy as np

sys.setrecursionlimit(10**6)


def count(n):
    return 0 if n == 0 else 1 + count(n - 1)


assert count(5000) == 5000


def slide(x, k):
    def rest(i):
        return [] if i > len(x) - len(k) else [np.dot(x[i : i + len(k)], k), *rest(i + 1)]

    return np.array(rest(0))
