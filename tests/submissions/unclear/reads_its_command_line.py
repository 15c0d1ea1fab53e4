"""Takes a number from the command line, at the top."""
# says: slide.py, line 6: loading the file raised IndexError: list index out of range (the command line holds the file's name alone while it is graded)
import sys
import numpy as np

N = int(sys.argv[1])


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
