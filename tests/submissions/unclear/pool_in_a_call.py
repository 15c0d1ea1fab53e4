"""Windows are worked out by a pool of processes, in the call."""
# says: PermissionError: line 11 starts a process, which isn't possible while being graded
from multiprocessing import Pool
import numpy as np

def one(pair):
    return np.dot(*pair)

def slide(x, k):
    # (in each call)
    with Pool(2) as pool:
        return np.array(pool.map(one, [(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)]))
