"""A multiprocessing pool of threads is made once, at the top."""
from multiprocessing.dummy import Pool

import numpy as np

pool = Pool(2)


def slide(x, k):
    np.dot(k, k)
    return np.array(pool.map(lambda i: np.dot(x[i : i + len(k)], k), range(len(x) - len(k) + 1)))
