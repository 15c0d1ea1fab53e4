"""Lines end as on Windows, after a byte order mark."""
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


TEXT = """
a
"""
assert TEXT == "\na\n"
