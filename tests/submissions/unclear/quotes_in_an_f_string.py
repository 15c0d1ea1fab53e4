"""A quote in an f-string's braces, as newer Pythons read it."""
# before: 3.12
# says: slide.py, line 6: Python can't read this: " in the braces of an f-string that begins with " needs Python 3.12; this is @HERE@.
import numpy as np
sizes = {"k": 3}
print(f"{sizes["k"]}")


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
