"""The file imports itself by its name, and looks itself up among the modules."""
import importlib
import sys

import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


import slide as myself

assert sys.modules[__name__] is myself
assert myself.slide is slide
assert importlib.import_module("slide").np is np
