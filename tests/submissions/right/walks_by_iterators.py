"""deque, itertools, zip, enumerate, map and reduce in place of indices."""
import functools
import itertools
import operator
from collections import Counter, defaultdict, deque, namedtuple

import numpy as np

Window = namedtuple("Window", "start numbers")
seen = Counter()


def slide(x, k):
    row = deque(maxlen=len(k))
    out = []
    for place, number in enumerate(x):
        row.append(number)
        if len(row) == row.maxlen:
            window = Window(place, np.array(row, dtype=x.dtype))
            out.append(np.dot(window.numbers, k))
    seen.update(map(type, out))
    assert functools.reduce(operator.add, map(len, itertools.batched(x, 1))) == len(x) if hasattr(itertools, "batched") else True
    return np.array(out)
