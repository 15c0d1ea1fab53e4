"""Two signs that Python 2 read as unequal."""
# says: slide.py, line 4: Python can't read this: <> is Python 2; Python 3 says !=.
import numpy as np
if 1 <> 2: pass


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
