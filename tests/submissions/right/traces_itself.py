"""Traces and profiles its own lines and allocations, in the call as well."""
import cProfile
import io
import pstats
import sys
import timeit
import tracemalloc

import numpy as np

lines = []


def tracer(frame, event, argument):
    lines.append(frame.f_lineno)
    return tracer


tracemalloc.start()
sys.settrace(tracer)


def slide(x, k):
    sys.settrace(tracer)
    profile = cProfile.Profile()
    y = profile.runcall(lambda: np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)]))
    pstats.Stats(profile, stream=io.StringIO()).print_stats()
    sys.settrace(None)
    timeit.timeit(lambda: 0, number=1)
    return y


print(tracemalloc.get_traced_memory(), tracemalloc.take_snapshot().statistics("lineno")[:1])
