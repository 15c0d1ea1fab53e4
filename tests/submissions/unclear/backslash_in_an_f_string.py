"""A backslash in an f-string's braces, as newer Pythons read it."""
# before: 3.12
# says: slide.py, line 5: Python can't read this: \ in an f-string's braces needs Python 3.12; this is @HERE@.
import numpy as np
print(f'{chr(10).join(["a\n"])}')


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
