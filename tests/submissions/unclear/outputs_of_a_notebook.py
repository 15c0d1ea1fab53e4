"""Was copied with what a notebook answered."""
# says: slide.py, line 4: Python can't read this: Out [3]: is a prompt that was copied along.
import numpy as np
Out [3]: 2. 2.


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
