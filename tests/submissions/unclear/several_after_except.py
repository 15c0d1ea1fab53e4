"""Two exceptions after except without parentheses."""
# before: 3.14
# says: slide.py, line 7: Python can't read this: `except TypeError, ValueError` without parentheses needs Python 3.14; this is @HERE@.
import numpy as np
try:
    pass
except TypeError, ValueError:
    pass


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
