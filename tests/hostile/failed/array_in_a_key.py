"""A dict's key that holds an array, so that it can be compared with no other."""
# exercise: tiny/slide

import numpy as np


class Key:
    def __init__(self):
        self.array = np.zeros(2)


def slide(x, k):
    np.dot(x[: len(k)], k)
    return {Key(): 0}
