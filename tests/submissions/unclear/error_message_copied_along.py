"""Begins with the message of yesterday."""
# says: slide.py, line 3: Python can't read this: this is an error message that was copied along.
Traceback (most recent call last):
  File "slide.py", line 1, in <module>
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
