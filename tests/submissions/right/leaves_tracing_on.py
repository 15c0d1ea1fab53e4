"""A trace that is switched on in the call is never switched off again."""
import sys

import numpy as np


def tracer(frame, event, argument):
    return tracer


def slide(x, k):
    sys.settrace(tracer)
    sys.setprofile(tracer)
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
