"""ctypes, struct, array and memoryview look at the bytes of numbers."""
import array
import ctypes
import struct

import numpy as np

libm = ctypes.CDLL(None)
libm.labs.restype = ctypes.c_long
assert libm.labs(-3) == 3
assert struct.unpack("<d", struct.pack("<d", 1.5)) == (1.5,)


def slide(x, k):
    assert bytes(memoryview(np.ascontiguousarray(x))) == x.tobytes()
    array.array("d", map(float, x))
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
