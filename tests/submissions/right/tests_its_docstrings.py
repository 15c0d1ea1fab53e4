"""Examples in docstrings are run at the end, by doctest.

>>> slide(np.ones(3), np.ones(2)).tolist()
[2.0, 2.0]
"""
import doctest

import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


print(doctest.testmod())
doctest.testmod(verbose=True)
doctest.run_docstring_examples(slide, globals())
