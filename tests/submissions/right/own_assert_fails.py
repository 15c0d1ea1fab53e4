"""A wrong expectation of the student's own, after the function."""
# note: Your own check on line 11 fails: assert list(slide(np.ones(2), np.ones(2))) == [3]
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])



assert list(slide(np.ones(2), np.ones(2))) == [3]
