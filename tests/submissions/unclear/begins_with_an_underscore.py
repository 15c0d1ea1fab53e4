"""The name begins with an underscore."""
# says: The file has no function slide. There is one called _slide: is it the one?
import numpy as np


def _slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
