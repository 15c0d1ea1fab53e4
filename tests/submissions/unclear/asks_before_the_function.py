"""Asks for a number before the function."""
# says: slide.py, line 5: loading the file raised EOFError: EOF when reading a line (it asks for input, and nobody is there to answer)
import numpy as np

n = int(input())

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
