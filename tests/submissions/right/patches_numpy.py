"""NumPy gets a function more, and a default that is another."""
import functools

import numpy as np

np.correlate_all = lambda x, k: [np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)]
_array = np.array
np.array = functools.wraps(np.array)(lambda *args, **kwargs: _array(*args, **kwargs))


def slide(x, k):
    return np.array(np.correlate_all(x, k))
