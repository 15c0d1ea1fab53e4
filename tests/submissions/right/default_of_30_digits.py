"""A helper's default is a whole number of thirty digits, and another's one of ten thousand."""
import numpy as np


def limit(n, most=10**30, all_of_it=10**10_000):
    return min(n, most)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])

