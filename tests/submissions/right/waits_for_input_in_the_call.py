"""The answer waits until somebody presses a key, or nobody does."""
import sys
import numpy as np


def slide(x, k):
    try:
        input("press a key")
    except EOFError:
        pass
    sys.stdin.readline()
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
