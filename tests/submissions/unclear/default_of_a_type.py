"""A type parameter with a default."""
# before: 3.13
# says: slide.py, line 5: Python can't read this: a default in the brackets of a def needs Python 3.13; this is @HERE@.
import numpy as np
def same[T = int](x: T) -> T:
    return x


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
