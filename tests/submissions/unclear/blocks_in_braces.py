"""A block in braces."""
# says: slide.py, line 4: Python can't read this: { begins no block in Python; write : and set the next lines in.
import numpy as np
for i in range(3) {
    print(i)
}


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
