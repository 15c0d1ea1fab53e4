"""A statement that is a function now."""
# says: slide.py, line 4: Python can't read this: Missing parentheses in call to 'exec'. Did you mean exec(...)? That is Python 2; here exec is a function.
import numpy as np
exec 'x = 1'


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
