"""A match statement and a walrus, where an if would do."""
import numpy as np


def slide(x, k):
    match x.shape, k.shape:
        case (n,), (m,) if (count := n - m + 1) > 0:
            return np.array([(part := np.dot(x[i : i + m], k)) for i in range(count)])
        case _:
            raise ValueError(f"{x.shape=} {k.shape=}")
