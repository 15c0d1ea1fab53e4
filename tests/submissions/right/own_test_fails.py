"""A wrong expectation of the student's own, in a function that the last line calls."""
# note: Your own check on line 14 fails: test_slide()
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


def test_slide():
    assert list(slide(np.ones(2), np.ones(2))) == [3]


test_slide()
