"""An array of many gigabytes, in the call."""
# says: The call used more memory than this exercise allows.
import numpy as np

def slide(x, k):
    return np.ones((100_000, 100_000))
