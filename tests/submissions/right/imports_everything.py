"""Star imports of NumPy and of Python, one on top of another."""
from math import *
from os.path import *
from random import *
from numpy import *
from numpy.linalg import *


def slide(x, k):
    return array([dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
