"""Standard output is closed and opened again."""
import os
import sys

import numpy as np

sys.stdout.close()
sys.stdout = open(os.devnull, "w")
sys.stdin = None


def slide(x, k):
    print("to nobody")
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
