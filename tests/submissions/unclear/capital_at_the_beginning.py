"""A word that an editor began with a capital."""
# says: slide.py, line 4: Python can't read this: For is no Python; write for.
import numpy as np
For i in [1, 2]:
    print(i)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
