"""quit() stands at the end, as in a console."""
# note: Line 10 ended the file: quit()
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


quit()
