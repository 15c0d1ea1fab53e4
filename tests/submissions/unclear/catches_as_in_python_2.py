"""An except clause as Python 2 had them."""
# before: 3.14
# says: slide.py, line 7: Python can't read this: that is Python 2; write `as error`.
import numpy as np
try:
    pass
except ValueError, error:
    pass


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
