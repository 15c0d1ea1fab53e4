"""Says how to install what it needs."""
# says: slide.py, line 3: Python can't read this: pip install is a terminal's command and no Python.
pip install numpy
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
