"""Values and arrays that processes could share, in a file that starts none."""
import multiprocessing as mp

import numpy as np

total = mp.Value("d", 0.0)
row = mp.Array("i", 3)
lock, queue = mp.Lock(), mp.Queue()
with total.get_lock():
    total.value += 1
assert total.value == 1 and list(row) == [0, 0, 0]
assert mp.cpu_count() > 0


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
