"""A breakpoint is left in the call, and one at the top."""
import pdb

import numpy as np

breakpoint()


def slide(x, k):
    if len(x) > 2:
        breakpoint()
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
