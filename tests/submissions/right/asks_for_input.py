"""Asks for a number at the end of the file, after the function."""
# note: Line 10, n = int(input("How many? ")), raised EOFError: EOF when reading a line (it asks for input, and nobody is there to answer)
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


n = int(input("How many? "))
