"""A word of MATLAB's and PHP's."""
# says: slide.py, line 4: Python can't read this: elseif is elif in Python.
import numpy as np
elseif np: pass


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
