"""Asks for a larger stack and deeper recursion, as templates of contests do, and to be nice."""
import os
import resource
import sys
import threading

import numpy as np

resource.setrlimit(resource.RLIMIT_STACK, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
resource.setrlimit(resource.RLIMIT_STACK, (2**26, 2**26))
sys.setrecursionlimit(10**6)
threading.stack_size(2**26)
os.nice(5)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
