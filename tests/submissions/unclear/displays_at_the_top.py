"""Shows something as in a notebook, at the top."""
# says: slide.py, line 5: loading the file raised NameError: name 'display' is not defined (display is there in a notebook and nowhere else)
import numpy as np

display(np.ones(3))


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
