"""Windows come from a module of the same package."""
# says: slide.py, line 3: loading the file raised ImportError: attempted relative import with no known parent package (the file is handed in alone, without its folder)
from .helpers import windows
import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
