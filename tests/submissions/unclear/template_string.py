"""A template string."""
# before: 3.14
# says: slide.py, line 5: Python can't read this: `t'` in this way needs Python 3.14; this is @HERE@.
import numpy as np
print(t'{np}')


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
