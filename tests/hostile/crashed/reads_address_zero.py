"""A read through a null pointer."""
# exercise: tiny/slide

import ctypes


def slide(x, k):
    return ctypes.string_at(0)
