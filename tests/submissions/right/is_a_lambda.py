"""The function is a lambda, and windows are a lambda too."""
import numpy as np

_window = lambda x, k, i: x[i : i + len(k)]
slide = lambda x, k: np.array([np.dot(_window(x, k, i), k) for i in range(len(x) - len(k) + 1)])
