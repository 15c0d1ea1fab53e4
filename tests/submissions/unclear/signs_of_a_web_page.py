"""Was copied out of the source of a web page."""
# says: slide.py, line 4: Python can't read this: &lt; is a web page's way to write a sign.
import numpy as np
if 1 &lt; 2: pass


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
