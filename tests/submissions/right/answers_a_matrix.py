"""np.matrix is used inside, and taken apart again for the answer."""
import numpy as np


def slide(x, k):
    windows = np.matrix([x[i : i + len(k)] for i in range(len(x) - len(k) + 1)])
    return np.asarray(np.dot(windows, np.matrix(k).T)).ravel()
