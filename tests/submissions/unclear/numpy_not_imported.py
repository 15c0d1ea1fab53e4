"""Uses NumPy before it is imported."""
# says: slide.py, line 4: loading the file raised NameError: name 'np' is not defined (the import is missing: import numpy as np)

ONES = np.ones(3)
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
