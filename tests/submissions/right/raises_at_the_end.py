"""The file reads numbers that were not handed in, after the function."""
# note: Line 10, numbers = np.load("numbers.npy"), raised FileNotFoundError: [Errno 2] No such file or directory: 'numbers.npy' (the file is handed in alone, without its folder)
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


numbers = np.load("numbers.npy")
