"""An exception as Python 2 raised them."""
# says: slide.py, line 4: Python can't read this: that is Python 2; write the message in parentheses.
import numpy as np
raise ValueError, 'too long'


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
