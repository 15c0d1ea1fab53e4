"""The function is an object with __call__, made once."""
import numpy as np


class Slide:
    def __init__(self, name):
        self.name = name

    def __call__(self, x, k):
        return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


slide = Slide("valid")
