"""Reads numbers that lie beside it, at the top."""
# says: slide.py, line 5: loading the file raised FileNotFoundError: [Errno 2] No such file or directory: 'weights.npy' (the file is handed in alone, without its folder)
import numpy as np

W = np.load('weights.npy')


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
