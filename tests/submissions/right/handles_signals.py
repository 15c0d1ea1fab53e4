"""Handlers for Ctrl-C and an alarm, and functions for the end of the program."""
import atexit
import gc
import signal
import sys
import weakref

import numpy as np

signal.signal(signal.SIGINT, lambda *_: sys.exit(1))
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGALRM, lambda *_: print("slow"))
signal.alarm(1)
atexit.register(print, "bye")
gc.disable()
gc.callbacks.append(lambda phase, info: None)
weakref.finalize(gc, print, "finalized")


def slide(x, k):
    signal.setitimer(signal.ITIMER_REAL, 5)
    y = np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
    signal.alarm(0)
    return y
