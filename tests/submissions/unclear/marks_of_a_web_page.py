"""Was copied with the marks of a web page."""
# says: slide.py, line 3: Python can't read this: <pre> is a web page's mark, and no Python.
<pre>import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
</pre>
