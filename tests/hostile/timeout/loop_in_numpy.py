"""One operation of NumPy that takes hours."""
# exercise: tiny/slide

import numpy as np


def slide(x, k):
    many = np.broadcast_to(np.ones(1), (10**6, 10**6))
    return many.sum()
