"""Windows come from a generator that has a finally, and from a context manager."""
from contextlib import ExitStack, contextmanager, suppress

import numpy as np


@contextmanager
def opened(x):
    try:
        yield iter(x)
    finally:
        print("closed")


def windows(x, n):
    try:
        for i in range(len(x) - n + 1):
            yield x[i : i + n]
    finally:
        print("done")


def slide(x, k):
    with ExitStack() as stack, suppress(KeyError):
        stack.enter_context(opened(x))
        return np.array([np.dot(window, k) for window in windows(x, len(k))])
