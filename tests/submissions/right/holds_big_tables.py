"""Large tables are made at the top: forty megabytes of numbers."""
import numpy as np

TABLE = np.arange(5_000_000, dtype=float)
WORDS = {str(i): i for i in range(50_000)}


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
