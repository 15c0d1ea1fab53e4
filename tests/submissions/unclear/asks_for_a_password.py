"""Asks for a password, at the top."""
# says: slide.py, line 6: loading the file raised EOFError (it asks for input, and nobody is there to answer)
import getpass
import numpy as np

getpass.getpass()


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
