"""A call at the end never comes to its end."""
# note: Line 14, round_and_round(), raised RecursionError: maximum recursion depth exceeded
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


def round_and_round():
    return round_and_round()


round_and_round()
