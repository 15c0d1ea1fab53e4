"""Searches the strings at the process's start for what the environment held."""
# exercise: tiny/slide

import ctypes
import os

import numpy as np

libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
assert libc.getenv(b"KATA_SECRET") is None
assert os.environ.get("HOME") == os.getcwd()
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
number = 0
while environ and environ[number] is not None:
    assert b"canary" not in environ[number]
    number += 1


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
