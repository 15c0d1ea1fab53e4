"""A call that sleeps under a thread's name that is no text, for whoever reads the name."""
# exercise: tiny/slide

import ctypes
import time

ctypes.CDLL(None).prctl(15, b"\xff\xfe", 0, 0, 0)


def slide(x, k):
    time.sleep(3600)
