"""What a notebook made of its commands."""
# says: slide.py, line 4: loading the file raised NameError: name 'get_ipython' is not defined (get_ipython is there in a notebook and nowhere else)

get_ipython().run_line_magic('matplotlib', 'inline')
import numpy as np


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
