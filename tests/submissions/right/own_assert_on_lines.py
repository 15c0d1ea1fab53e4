"""Its own assert is set on several lines."""
# note: Your own check on line 11 fails: assert ( slide(np.ones(2), np.ones(2))[0] == 3 )
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


assert (
    slide(np.ones(2), np.ones(2))[0]
    == 3
)
